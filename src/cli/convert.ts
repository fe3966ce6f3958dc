import { basename, dirname, resolve } from "node:path";
import { textConstants } from "../analysis/text-constants.ts";
import type { Diagnostic } from "../diagnostics/types.ts";
import { findLocalFiles } from "../disk/local-files.ts";
import { findLocalModules } from "../disk/local-modules.ts";
import type { ProjectFiles, ProjectOptions } from "../disk/project-files.ts";
import { nearbyEnvironment, type PinnedEnvironment, readInstalled } from "../disk/read-installed.ts";
import { readManifest } from "../disk/read-manifest.ts";
import { writeProject } from "../disk/write-project.ts";
import type { Language } from "../languages/language.ts";
import { generateProject, type PlannedNotebook, planNotebook } from "../pipeline.ts";
import { loadedPaths } from "../plan/loaded-modules.ts";
import type { Grouping } from "../plan/types.ts";
import type { PythonFormatter } from "../project/format-python.ts";
import { notebookFileName } from "../project/notebook-file-name.ts";
import { packageName } from "../project/package-name.ts";
import { canCheckTables } from "../project/python/can-check-tables.ts";
import { type DependencySources, dependenciesOf, dependencyDiagnostics } from "../project/python/dependencies.ts";
import type { Style } from "../project/style.ts";
import { targetFiles, targetNames } from "../project/targets/target-files.ts";
import type { Project } from "../project/types.ts";
import { findInterpreter } from "../run/find-interpreter.ts";
import { lockProject } from "../run/lock-project.ts";
import { chooseFormatter } from "./choose-formatter.ts";
import { generatedHeader } from "./generated-header.ts";
import { loadDistributions, loadPython, loadStandardLibrary } from "./load-python.ts";
import { loadPythonTarget, loadRenderer } from "./load-python-target.ts";
import { readInput } from "./read-input.ts";
import { readTraceFile, type TraceInput } from "./read-trace-file.ts";
import { type ConvertOutcome, reportConversion } from "./report-conversion.ts";

interface ConvertOptions {
  readonly output: string;
  readonly by?: { readonly by: Grouping; readonly level: number | null };
  readonly python?: string;
  readonly name?: string;
  readonly lock?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly verify?: boolean;
  readonly trace?: string;
  readonly target?: readonly string[];
  readonly style?: Style;
}

/** `cellwright convert`. */
export async function runConvert(path: string, options: ConvertOptions): Promise<number> {
  const report = (outcome: ConvertOutcome, code: number): number => {
    reportConversion(outcome, options);
    return code;
  };
  const { notebook, bytes, diagnostics: reading } = readInput(path);
  if (notebook === null) return report({ planned: null, diagnostics: reading, project: null }, 2);
  const helpers = startHelpers(dirname(resolve(path)), options);
  const trace = options.trace === undefined ? null : readTraceFile(options.trace);
  const python = await loadPython();
  const chosen = projectOptions(options);
  const planned = planNotebook(notebook, {
    ...python,
    by: options.by?.by ?? null,
    level: options.by?.level ?? null,
    trace: trace?.trace ?? null,
    catalog: chosen.style === "production",
  });
  const diagnostics = [...reading, ...planned.diagnostics];
  if (diagnostics.some((one) => one.severity === "error")) return report({ planned, diagnostics, project: null }, 1);
  const text = new TextDecoder().decode(bytes);
  const made = await makeProject(planned, path, text, { ...options, ...helpers, ...chosen }, python.language);
  const engines = targetFiles(chosen.targets, { package: made.project.package, render: await loadRenderer() });
  const project = { ...made.project, files: [...made.project.files, ...engines] };
  const notebookCopy = `notebooks/${notebookFileName(path)}`;
  const files = { ...withTrace(project.files, trace, path), notebook: notebookCopy, options: chosen };
  writeProject(files, options.output, {
    dryRun: options.dryRun === true,
    overwriteOwn: true,
  });
  if (options.lock && !options.dryRun) await lockProject(options.output, chosen.style);
  const outcome = { planned, diagnostics: [...diagnostics, ...made.diagnostics], project, style: chosen.style };
  const code = report(outcome, 0);
  if (options.verify !== true) return code;
  const { runVerify } = await import("./verify.ts");
  const { by, python: interpreter } = options;
  process.stdout.write("\n");
  return runVerify(options.output, {
    notebook: path,
    writeReferences: true,
    ...(by && { by }),
    ...(interpreter !== undefined && { python: interpreter }),
  });
}

/** What is asked for now, and where nothing is, what the project in the folder has already. */
function projectOptions({ output, style, target = [] }: ConvertOptions): ProjectOptions {
  const recorded = readManifest(resolve(output))?.options;
  return {
    targets: targetNames([...(recorded?.targets ?? []), ...target]),
    style: style ?? recorded?.style ?? "minimal",
  };
}

/** The files of a project, with the trace that the plan used: verifying plans again. */
function withTrace(files: Project["files"], trace: TraceInput | null, path: string): ProjectFiles {
  if (trace === null) return { files };
  const place = `notebooks/${basename(path).replace(/\.(ipynb|py)$/, "")}.trace.json`;
  return { files: [...files, { path: place, content: trace.text }], trace: place };
}

/** What is at work while this thread reads and plans. */
interface Helpers {
  readonly format: PythonFormatter;
  readonly environment: Promise<PinnedEnvironment>;
}

function startHelpers(folder: string, { python }: ConvertOptions): Helpers {
  const environment = python === undefined ? nearbyEnvironment(folder) : null;
  const pinned = environment === null ? askEnvironment(python ?? null) : Promise.resolve(environment);
  // Whoever waits for it is told; if nobody does, something else was wrong.
  pinned.catch(() => {});
  return { format: chooseFormatter(), environment: pinned };
}

async function askEnvironment(named: string | null): Promise<PinnedEnvironment> {
  return (await findInterpreter(named)) ?? { searchPath: [], version: null };
}

async function makeProject(
  planned: PlannedNotebook,
  path: string,
  text: string,
  options: ConvertOptions & Helpers & Pick<ProjectOptions, "style">,
  language: Language,
): Promise<{ readonly project: Project; readonly diagnostics: readonly Diagnostic[] }> {
  const folder = dirname(resolve(path));
  const { graph } = planned;
  const modules = findLocalModules(
    folder,
    graph.loaded.map((one) => one.path),
    (source) => importsOf(language, source),
  );
  const local = findLocalFiles(folder, modules.names, textConstants(planned.analysis), basename(path));
  const { searchPath, version: pythonVersion } = await options.environment;
  const sources = dependencySources(modules, searchPath);
  const taken = new Set([...sources.standardLibrary, ...graph.modules, ...modules.names]);
  const hasSchemas = options.style === "production" && canCheckTables(sources.installed.get("pandas")?.version ?? null);
  const tables = hasSchemas ? planned.tables : [];
  const project = generateProject(
    { ...planned, tables },
    {
      ...(await loadPythonTarget(generatedHeader(path), options.format)),
      package: packageName(options.name ?? basename(path), taken),
      dependencies: dependenciesOf(graph, sources, options.style, tables.length > 0),
      pythonVersion,
      style: options.style,
      notebookText: text,
      notebookName: notebookFileName(path),
      copies: [],
      workdir: local.workdir,
    },
  );
  return {
    project: { ...project, files: [...project.files, ...local.files] },
    diagnostics: [...dependencyDiagnostics(graph, sources), ...local.tooLarge.map(notCopied)],
  };
}

function importsOf(language: Language, source: string) {
  const cells = language.readFacts([{ index: 0, source: source.replaceAll("\r\n", "\n") }]);
  return loadedPaths(cells.flatMap((cell) => cell.statements.flatMap((one) => one.modules)));
}

function dependencySources(
  local: Pick<ReturnType<typeof findLocalModules<DependencySources["loadedByLocal"][number]>>, "names" | "loaded">,
  searchPath: readonly string[],
): DependencySources {
  return {
    standardLibrary: loadStandardLibrary(),
    distributions: loadDistributions(),
    installed: readInstalled(searchPath),
    local: new Set(local.names),
    loadedByLocal: local.loaded,
  };
}

function notCopied(file: string): Diagnostic {
  return {
    code: "CW602",
    severity: "warning",
    message: `\`${file}\` is too large to be copied into the project (more than 100 MB or 2000 files).`,
    hint: "Put it into the folder `files` of the project, or give the notebook an absolute path.",
  };
}
