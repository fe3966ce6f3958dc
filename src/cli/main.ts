import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { Failure } from "../diagnostics/failure.ts";
import { packageVersion } from "../disk/package-files.ts";
import { ios } from "../project/io/io.ts";
import { plainText } from "../report/plain-text.ts";
import { addAdd } from "./add.ts";
import { addCheck, failOnOption } from "./check/check-command.ts";
import { checkFormats } from "./check/check-options.ts";
import { addCompletion } from "./completion.ts";
import { defaultOutput } from "./default-output.ts";
import { addDoctor } from "./doctor.ts";
import { addInit } from "./init.ts";
import { parseNumber } from "./parse-number.ts";
import { addSchemas } from "./schemas.ts";
import { addTarget, targetOption } from "./target.ts";
import { addUpgrade, runnerOption, styleOption } from "./upgrade.ts";

/** Steps by `tags`, `headings`, `headings:2` or `auto`. */
function parseGrouping(text: string): { by: "tags" | "headings" | "auto"; level: number | null } {
  const match = /^(tags|headings|auto)(?::([1-6]))?$/.exec(text);
  if (!match || (match[2] !== undefined && match[1] !== "headings"))
    throw new InvalidArgumentError("one of tags, headings, headings:1 to headings:6, auto");
  return { by: match[1] as "tags", level: match[2] === undefined ? null : Number(match[2]) };
}

const byOption = () =>
  new Option(
    "--by <how>",
    "where steps come from: tags, headings, headings:LEVEL, auto (default: tags if there are any, else headings, else auto)",
  ).argParser(parseGrouping);

const traceOption = () =>
  new Option("--trace <file>", "use what a run of the notebook showed: a file that cellwright trace wrote");

function program(): Command {
  const command = new Command("cellwright")
    .description("Turns a Jupyter notebook into a pipeline project that computes what the notebook computed.")
    .version(packageVersion())
    .exitOverride()
    .showHelpAfterError("(see cellwright --help)");
  command
    .command("plan")
    .description("show the steps of a notebook: what each takes and gives, and the lines that cause it; runs nothing")
    .argument("<notebook>", "an .ipynb file, a percent script or a plain .py file")
    .addOption(byOption())
    .option("--json", "the plan as JSON (docs/schemas/plan.schema.json)")
    .option("--mermaid", "the step graph as a Mermaid diagram")
    .addOption(traceOption())
    .option("--write-tags", "write the steps into the notebook as tags; nothing but cell metadata changes")
    .addHelpText("after", "\nExample:\n  $ cellwright plan analysis.ipynb --by headings:2")
    .action(async (notebook, options) => {
      const { runPlan } = await import("./plan.ts");
      process.exitCode = await runPlan(notebook, options);
    });
  command
    .command("convert")
    .description(
      "write a pipeline project that computes what the notebook computes; runs nothing of the notebook, unless --verify asks for it",
    )
    .argument("<notebooks...>", "an .ipynb file, a percent script or a plain .py file; several become one project")
    .option(
      "-o, --output <folder>",
      "where the project goes: a new or empty folder, or one written before and not edited (default: NOTEBOOK-pipeline)",
    )
    .addOption(byOption())
    .option(
      "--python <path>",
      "interpreter whose installed versions are pinned (default: a .venv near the notebook, else the one on PATH)",
    )
    .addOption(traceOption())
    .option(
      "--name <package>",
      "name of the Python package (default: from the file name; with several notebooks, from the folder)",
    )
    .addOption(
      styleOption("minimal: steps, table, runner, a test; production: image, CI, hooks, tasks too (default: minimal)"),
    )
    .addOption(runnerOption())
    .addOption(targetOption())
    .addOption(
      new Option(
        "--io <how>",
        "who reads and writes tables in the style production; kedro: pandas, with a catalog for Kedro (default: pandas)",
      ).choices([...ios]),
    )
    .option("--lock", "resolve and lock the dependencies with uv")
    .option("--dry-run", "say what would be written, write nothing")
    .option("--json", "the outcome as JSON")
    .addOption(
      new Option(
        "--verify",
        "then RUN notebook and project, in copies, and compare them (see cellwright verify)",
      ).conflicts(["dryRun", "json"]),
    )
    .addHelpText(
      "after",
      "\nExamples:\n  $ cellwright convert analysis.ipynb -o analysis-pipeline\n  $ cellwright convert prepare.ipynb train.ipynb -o churn",
    )
    .action(async (notebooks, options) => {
      const { runConvert } = await import("./convert.ts");
      process.exitCode = await runConvert(notebooks, {
        ...options,
        output: options.output ?? defaultOutput(notebooks),
      });
    });
  addInit(command);
  addAdd(command, [byOption(), traceOption()]);
  addVerify(command);
  addTrace(command);
  addTarget(command);
  addUpgrade(command);
  addSchemas(command);
  addCheck(command);
  addReport(command);
  addExplain(command);
  addDoctor(command);
  addCompletion(command);
  return command;
}

function addVerify(command: Command): void {
  command
    .command("verify")
    .description(
      "say whether a project gives what its notebook gives: RUNS the notebook twice and the project once, in copies, and compares values, text, figures and files",
    )
    .argument("<project>", "a folder that `cellwright convert` wrote")
    .option("--notebook <path>", "the notebook with its folder (default: the copy in the project)")
    .option("--python <path>", "interpreter that runs both (default: a .venv near the project, else the one on PATH)")
    .addOption(byOption())
    .option("--allow-errors", "go on after cells of the notebook that stop with an error")
    .option("--in-process", "run the steps one after the other in one process")
    .option("--rtol <number>", "relative tolerance of floats (default: 0, exact)", parseNumber("zero"))
    .option("--atol <number>", "absolute tolerance of floats (default: 0, exact)", parseNumber("zero"))
    .option("--timeout <seconds>", "limit for each run (default: 3600)", parseNumber("positive"))
    .option("--memory <gigabytes>", "limit for each process", parseNumber("positive"))
    .option("--no-network", "run without network (Linux, where user namespaces are allowed)")
    .addOption(
      new Option("--format <format>", "form of the report").choices(["text", "json", "junit", "html"]).default("text"),
    )
    .option("-o, --output <file>", "write the report there")
    .option(
      "--write-references",
      "if they are equal, keep what the pipeline gives (hashes and samples) in the project, for its own test",
    )
    .option("--no-samples", "references hold hashes only")
    .addHelpText("after", "\nExample:\n  $ cellwright verify analysis-pipeline --format html -o verification.html")
    .action(async (project, options) => {
      const { runVerify } = await import("./verify.ts");
      process.exitCode = await runVerify(project, options);
    });
}

function addTrace(command: Command): void {
  command
    .command("trace")
    .description(
      "write down what a notebook really does, statement by statement: RUNS the notebook once, in a copy of its folder; types, changes in place, files, random state, settings, time",
    )
    .argument("<notebook>", "an .ipynb file, a percent script or a plain .py file")
    .option("-o, --output <file>", "where the trace goes (default: NOTEBOOK.trace.json beside the notebook)")
    .option("--python <path>", "interpreter that runs it (default: a .venv near the notebook, else the one on PATH)")
    .option("--timeout <seconds>", "limit for the run (default: 3600)", parseNumber("positive"))
    .option("--memory <gigabytes>", "limit for each process", parseNumber("positive"))
    .option("--no-network", "run without network (Linux, where user namespaces are allowed)")
    .option("--samples", "keep a few short samples of the values too")
    .addHelpText("after", "\nExample:\n  $ cellwright trace analysis.ipynb")
    .action(async (notebook, options) => {
      const { runTraceCommand } = await import("./trace.ts");
      process.exitCode = await runTraceCommand(notebook, options);
    });
}

function addReport(command: Command): void {
  command
    .command("report")
    .description("work with reports of cellwright check")
    .command("merge")
    .description("put reports of cellwright check together, as those of its shards, and show them in another form")
    .argument("<files...>", "reports that cellwright check --format json wrote")
    .addOption(new Option("--format <format>", "form of the report").choices([...checkFormats]).default("text"))
    .option("-o, --output <file>", "write the report there")
    .addOption(failOnOption())
    .addHelpText("after", "\nExample:\n  $ cellwright report merge shard-*.json --format html -o notebooks.html")
    .action(async (files, options) => {
      const { runReport } = await import("./report.ts");
      process.exitCode = await runReport(files, options);
    });
}

function addExplain(command: Command): void {
  command
    .command("explain")
    .description("say what a diagnostic means, why it matters and how to mend it; without a code, list them all")
    .argument("[code]", "a code (CW101) or name (use-before-definition)")
    .option("--json", "as JSON")
    .addHelpText("after", "\nExample:\n  $ cellwright explain CW101")
    .action(async (code, options) => {
      const { runExplain } = await import("./explain.ts");
      process.exitCode = runExplain(code, options);
    });
}

/** Whoever reads the output may stop before its end (`cellwright plan x | head`): what is left is not wanted, and no fault. */
function endQuietlyOnClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
}

/** Runs the command line; exit code 0: done, 1: findings, 2: the work could not be done. */
async function main(): Promise<void> {
  endQuietlyOnClosedPipes();
  try {
    await program().parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
    else if (error instanceof Failure) {
      process.stderr.write(
        `cellwright: ${plainText(error.message)} (${error.code})\n${error.hint === undefined ? "" : `  help: ${plainText(error.hint)}\n`}`,
      );
      process.exitCode = 2;
    } else throw error;
  }
}

void main();
