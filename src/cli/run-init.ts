import { basename, dirname, resolve } from "node:path";
import { Failure } from "../diagnostics/failure.ts";
import { writeProject } from "../disk/write-project.ts";
import { isDeviceName } from "../plan/step-names.ts";
import type { Runner } from "../project/runner.ts";
import type { Style } from "../project/style.ts";
import { targetFiles, targetNames } from "../project/targets/target-files.ts";
import { lockProject } from "../run/lock-project.ts";
import { generatedHeader } from "./generated-header.ts";
import { loadPython } from "./load-python.ts";
import { loadTargetContext } from "./load-python-target.ts";
import { composeProject, notebookRecords } from "./notebooks/compose-project.ts";
import { exampleSource } from "./notebooks/example-source.ts";
import { planSources } from "./notebooks/plan-sources.ts";
import { startHelpers } from "./notebooks/start-helpers.ts";
import { reportConversion } from "./report-conversion.ts";
import { withRunner } from "./with-runner.ts";

interface InitOptions {
  readonly style: Style;
  readonly runner?: Runner;
  readonly target?: readonly string[];
  readonly python?: string;
  readonly lock?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `cellwright init`. */
export async function runInit(path: string, options: InitOptions): Promise<number> {
  const name = projectName(path);
  const { style, dryRun = false } = options;
  const helpers = startHelpers(dirname(resolve(path)), options.python);
  const python = await loadPython();
  const { source } = exampleSource(name, style === "production");
  const planned = planSources([source], python, { isInitial: true });
  const targets = targetNames(options.target ?? []);
  const composition = {
    ...helpers,
    style,
    runner: options.runner ?? "auto",
    hasTargets: targets.length > 0,
    name,
    isNamed: false,
    isInitial: true,
    present: null,
  } as const;
  const { project, diagnostics } = await composeProject(planned, composition, python.language);
  const context = await loadTargetContext(project.package);
  const test = context.render("python/initial/test_example.py", {
    header: generatedHeader([]),
    package: project.package,
  });
  const files = [
    ...project.files,
    { path: "tests/test_example.py", content: test },
    ...targetFiles(targets, context),
  ].sort((one, other) => (one.path < other.path ? -1 : 1));
  const records = notebookRecords(planned, true);
  writeProject({ ...records, files, options: withRunner({ targets, style }, project) }, path, { dryRun });
  if (options.lock && !dryRun) await lockProject(path, style);
  return reportConversion(
    { planned, diagnostics, project: { ...project, files }, style },
    { ...options, output: path },
  );
}

/** The last part of the path. Failure `invalid-name` where that cannot be the name of a package and of a file. */
function projectName(path: string): string {
  const name = basename(resolve(path));
  if (/^[A-Za-z][A-Za-z0-9_-]*$/.test(name) && !isDeviceName(name.toLowerCase())) return name;
  throw new Failure(
    "invalid-name",
    `${JSON.stringify(path)} cannot be the name of a project.`,
    "A name begins with a letter and has letters, digits, - and _ only.",
  );
}
