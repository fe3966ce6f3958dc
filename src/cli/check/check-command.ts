import { type Command, InvalidArgumentError, Option } from "commander";
import { parseNumber } from "../parse-number.ts";
import { type CheckFormat, checkFormats } from "./check-options.ts";

const SEVERITIES = ["error", "warning", "info"];

/** Adds `cellwright check` to the program. */
export function addCheck(command: Command): void {
  const check = command
    .command("check")
    .description(
      "say whether notebooks can be run from top to bottom, give the same again and are fit to be shared; runs nothing, unless --run asks for it",
    )
    .argument("[paths...]", "notebooks, folders and globs (default: the current folder)");
  addChoice(check);
  addReports(check);
  addRun(check);
  check
    .addHelpText(
      "after",
      `
Examples:
  $ cellwright check
  $ cellwright check notebooks --select CW1,CW2 --format github
  $ cellwright check analysis.ipynb --run --repeat 2

Exit code: 0 nothing found that matters (--fail-on), 1 something found, 2 it could not be asked.`,
    )
    .action(async (paths, options) => {
      const { runCheck } = await import("../check.ts");
      process.exitCode = await runCheck(paths, options);
    });
}

/** `--fail-on`. */
export function failOnOption(): Option {
  const severities = [...SEVERITIES, "never"];
  return new Option("--fail-on <severity>", "least severity that makes the exit code 1 (default: warning)").choices(
    severities,
  );
}

function addChoice(check: Command): void {
  check
    .option("--select <rules>", "only these: codes, families (CW1) or names, with commas", parseList)
    .option("--ignore <rules>", "not these", parseList)
    .option(
      "--severity <rule=severity>",
      "another severity: error, warning, info or off; more than once",
      parseSeverities,
    )
    .option("--exclude <glob>", "leave out notebooks in folders; more than once", collect)
    .option("--force-exclude", "leave out what --exclude names among named files, too, as hooks of git name them")
    .option("--allow-empty", "no notebooks where some were named is no failure")
    .addOption(
      new Option("--min-severity <severity>", "tell only what weighs at least this: error, warning or info").choices(
        SEVERITIES,
      ),
    )
    .option("--changed-since <ref>", "only notebooks that differ from this commit of git")
    .addOption(failOnOption())
    .option("--config <file>", "configuration (default: the nearest cellwright.yaml, pyproject.toml or package.json)")
    .option("--no-config", "use no configuration file")
    .option("--baseline <file>", "do not tell the findings in this file again")
    .option("--write-baseline", "write the findings of now into the baseline")
    .option("--python <path>", "interpreter whose packages and kernels count (default: a .venv near the notebook)")
    .option("--fix", "apply safe fixes")
    .option("--unsafe-fixes", "apply fixes that may change what a notebook computes or shows, too");
}

function addReports(check: Command): void {
  check
    .addOption(new Option("--format <format>", "form of the report").choices([...checkFormats]).default("text"))
    .option("-o, --output <file>", "write the report there")
    .option("--report <format=file>", "a further report, as sarif=findings.sarif; more than once", parseReports)
    .option("--jobs <number>", "notebooks at the same time (default: the number of processors)", parseCount)
    .option(
      "--notebook-timeout <seconds>",
      "limit for checking one notebook, where threads check many (default: 60)",
      parseNumber("positive"),
    )
    .option("--shard <index/count>", "check only this part of the notebooks, as 2/8", parseShard)
    .option("--no-cache", "look at every notebook, changed or not");
}

function addRun(check: Command): void {
  check
    .option("--run", "RUN each notebook from top to bottom in a fresh kernel, in a copy of its folder")
    .option(
      "--repeat <times>",
      "with --run: run again, with other hashes and threads, to see what is stable",
      parseCount,
    )
    .option(
      "--set <name=value>",
      "with --run: value for a name of the cell tagged parameters; more than once",
      parseValues,
    )
    .option("--timeout <seconds>", "with --run: limit for each cell (default: 600)", parseNumber("positive"))
    .option("--total-timeout <seconds>", "with --run: limit for each notebook (default: 3600)", parseNumber("positive"))
    .option("--memory <gigabytes>", "with --run: limit for each process", parseNumber("positive"))
    .option("--no-network", "with --run: without network (Linux, where user namespaces are allowed)")
    .option("--rtol <number>", "with --run: relative tolerance of numbers in outputs", parseNumber("zero"))
    .option("--atol <number>", "with --run: absolute tolerance of numbers in outputs", parseNumber("zero"));
}

function parseList(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, ...text.split(",").map((one) => one.trim())].filter((one) => one !== "");
}

function collect(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

function parsePair(text: string): readonly [string, string] {
  const match = /^([^=]+)=(.*)$/s.exec(text);
  if (match === null) throw new InvalidArgumentError("a name, = and a value");
  return [match[1] as string, match[2] as string];
}

function parseSeverities(text: string, before: object = {}): object {
  const [rule, severity] = parsePair(text);
  if (![...SEVERITIES, "off"].includes(severity)) throw new InvalidArgumentError("one of error, warning, info, off");
  return { ...before, [rule]: severity };
}

function parseValues(text: string, before: object = {}): object {
  const [name, value] = parsePair(text);
  return { ...before, [name]: value };
}

type WantedReport = { readonly format: CheckFormat; readonly file: string };

function parseReports(text: string, before: readonly WantedReport[] = []): readonly WantedReport[] {
  const [format, file] = parsePair(text);
  const known = checkFormats.find((one) => one === format);
  if (known === undefined) throw new InvalidArgumentError(`one of ${checkFormats.join(", ")}`);
  return [...before, { format: known, file }];
}

function parseCount(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError("a whole number from 1");
  return Number(text);
}

function parseShard(text: string): { index: number; count: number } {
  const [, index = 0, count = 0] = (/^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []).map(Number);
  if (index < 1 || index > count) throw new InvalidArgumentError("index/count, as 2/8");
  return { index, count };
}
