import { basename, dirname, resolve } from "node:path";
import { Failure } from "../diagnostics/failure.ts";
import type { ProjectOptions } from "../disk/project-files.ts";
import { hasReferences } from "../disk/read-generated.ts";
import { type ProjectManifest, readManifest } from "../disk/read-manifest.ts";
import { writeProject } from "../disk/write-project.ts";
import type { Io } from "../project/io/io.ts";
import type { Runner } from "../project/runner.ts";
import type { Style } from "../project/style.ts";
import { targetFiles, targetNames } from "../project/targets/target-files.ts";
import { lockProject } from "../run/lock-project.ts";
import { loadPython } from "./load-python.ts";
import { loadTargetContext } from "./load-python-target.ts";
import { composeProject, notebookRecords } from "./notebooks/compose-project.ts";
import { namedSources, type StepsWish } from "./notebooks/notebook-source.ts";
import { isStopped, planSources } from "./notebooks/plan-sources.ts";
import { startHelpers } from "./notebooks/start-helpers.ts";
import { reportConversion } from "./report-conversion.ts";
import { withRunner } from "./with-runner.ts";

interface ConvertOptions extends StepsWish {
  readonly output: string;
  readonly python?: string;
  readonly name?: string;
  readonly lock?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly verify?: boolean;
  readonly target?: readonly string[];
  readonly style?: Style;
  readonly runner?: Runner;
  readonly io?: Io;
}

/** `cellwright convert`. */
export async function runConvert(paths: readonly string[], options: ConvertOptions): Promise<number> {
  const recorded = readManifest(resolve(options.output));
  const chosen = projectOptions(options, recorded);
  const sources = namedSources(paths, options, chosen.style === "production");
  requireAll(
    sources.map(({ fileName }) => fileName),
    recorded,
    options.output,
  );
  const helpers = startHelpers(dirname(resolve(paths[0] as string)), options.python);
  const python = await loadPython();
  const planned = planSources(sources, python);
  if (isStopped(planned)) return reportConversion({ planned, diagnostics: [], project: null }, options);
  const name = options.name ?? basename(paths.length === 1 ? (paths[0] as string) : resolve(options.output));
  const { style, io, targets } = chosen;
  const composition = {
    ...helpers,
    style,
    runner: options.runner ?? "auto",
    hasTargets: targets.length > 0,
    ...(io !== undefined && { io }),
    name,
    isNamed: false,
    isInitial: false,
    present: null,
    hasReferences: hasReferences(resolve(options.output)),
  } as const;
  const made = await composeProject(planned, composition, python.language);
  const engines = targets.length === 0 ? [] : targetFiles(targets, await loadTargetContext(made.project.package));
  const records = notebookRecords(planned);
  const project = { ...made.project, files: [...made.project.files, ...engines] };
  const files = { ...records, files: [...project.files, ...records.files], options: withRunner(chosen, project) };
  writeProject(files, options.output, { dryRun: options.dryRun === true, overwriteOwn: true });
  if (options.lock && !options.dryRun) await lockProject(options.output, chosen.style);
  const code = reportConversion({ planned, diagnostics: made.diagnostics, project, style: chosen.style }, options);
  return options.verify === true ? verifyAfterwards(paths, options) : code;
}

/** What is asked for now, and where nothing is, what the project in the folder has already. */
function projectOptions(
  { style, io, target = [], trace }: ConvertOptions,
  recorded: ProjectManifest | null,
): ProjectOptions {
  const chosen = {
    targets: targetNames([...(recorded?.options.targets ?? []), ...target]),
    style: style ?? recorded?.options.style ?? "minimal",
  };
  if (io !== undefined && io !== "pandas" && chosen.style === "minimal")
    throw new Failure("no-catalog", `--io ${io} is about the catalog of tables.`, "Add --style production.");
  if (io === "dynamicio" && trace === undefined)
    throw new Failure(
      "no-trace",
      "dynamic(i/o) needs the columns of each table, which only a run of the notebook tells.",
      "Run `cellwright trace NOTEBOOK -o trace.json`, and add --trace trace.json.",
    );
  const tables = io ?? recorded?.options.io ?? "pandas";
  return tables === "pandas" ? chosen : { ...chosen, io: tables };
}

/** A conversion writes the whole project: notebooks that others have added to it must not be lost. Failure: `other-notebooks`. */
function requireAll(names: readonly string[], recorded: ProjectManifest | null, output: string): void {
  const kept = (recorded?.notebooks ?? []).map(({ path }) => path.replace(/^notebooks\//, ""));
  const missing = kept.filter((name) => !names.includes(name));
  if (missing.length === 0) return;
  throw new Failure(
    "other-notebooks",
    `${output} is also made of ${missing.join(" and ")}.`,
    `To bring single notebooks in, or up to date: cellwright add ${names[0]} ${output}`,
  );
}

async function verifyAfterwards(paths: readonly string[], options: ConvertOptions): Promise<number> {
  const { runVerify } = await import("./verify.ts");
  const { by, python: interpreter } = options;
  process.stdout.write("\n");
  return runVerify(options.output, {
    ...(paths.length === 1 && { notebook: paths[0] as string }),
    writeReferences: true,
    ...(by && { by }),
    ...(interpreter !== undefined && { python: interpreter }),
  });
}
