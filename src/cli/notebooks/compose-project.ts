import { basename } from "node:path";
import { normalName } from "../../base/normal-name.ts";
import type { Diagnostic } from "../../diagnostics/types.ts";
import type { ProjectFiles } from "../../disk/project-files.ts";
import { type PinnedEnvironment, readInstalled } from "../../disk/read-installed.ts";
import type { Language } from "../../languages/language.ts";
import { jointGraph } from "../../plan/several/joint-graph.ts";
import { buildProject } from "../../project/build-project.ts";
import type { PythonFormatter } from "../../project/format-python.ts";
import type { Io } from "../../project/io/io.ts";
import { packageName } from "../../project/package-name.ts";
import { canCheckTables } from "../../project/python/can-check-tables.ts";
import type { DeclaredNeeds } from "../../project/python/declared-dependencies.ts";
import {
  type Dependency,
  type DependencySources,
  dependenciesOf,
  dependencyDiagnostics,
} from "../../project/python/dependencies.ts";
import { modulesBeside } from "../../project/python/python-names.ts";
import type { Runner } from "../../project/runner.ts";
import type { Style } from "../../project/style.ts";
import type { Project } from "../../project/types.ts";
import { generatedHeader } from "../generated-header.ts";
import { loadDistributions, loadStandardLibrary } from "../load-python.ts";
import { loadPythonTarget } from "../load-python-target.ts";
import type { PlannedSources } from "./plan-sources.ts";
import { type SourceFiles, sourceFiles } from "./source-files.ts";

/** How a project is composed of its notebooks. */
export interface Composition {
  readonly style: Style;
  readonly runner: Runner | "auto";
  /** Engines run it too. */
  readonly hasTargets: boolean;
  readonly io?: Io;
  readonly format: PythonFormatter;
  readonly environment: Promise<PinnedEnvironment>;
  /** What the package is to be called, unless a module in use has that name; exact where the project is there already. */
  readonly name: string;
  readonly isNamed: boolean;
  /** The project began without a notebook: what is shared is not said to come from one. */
  readonly isInitial: boolean;
  /** What a project that is there already has; else null. */
  readonly present: PresentProject | null;
  /** Such a project keeps what its pipeline gives. */
  readonly hasReferences?: boolean;
}

/** What a project that is there already has, and keeps. */
export interface PresentProject extends DeclaredNeeds {
  readonly workdir: string;
  /** Modules beside the package, and of these those that came with notebooks, as they are called in `src`. */
  readonly modules: readonly string[];
  readonly beside: readonly string[];
  /** Its steps draw from the global random generators. */
  readonly draws: boolean;
}

/** A project in memory with all that its notebooks bring along. */
export interface ComposedProject {
  readonly project: Project;
  readonly diagnostics: readonly Diagnostic[];
}

/** Generates the project of planned notebooks, and collects the files that lie beside them. */
export async function composeProject(
  planned: PlannedSources,
  composition: Composition,
  language: Language,
): Promise<ComposedProject> {
  const { style, runner, hasTargets, io, format, name, isNamed } = composition;
  const { sources, notebooks } = planned;
  const graph = jointGraph(notebooks);
  const { present } = composition;
  const local = sourceFiles(sources, present?.workdir ?? null, language);
  const { searchPath, version } = await composition.environment;
  const needs = dependencySources(local, present?.modules ?? [], searchPath);
  const taken = new Set([...needs.standardLibrary, ...graph.modules, ...local.modules]);
  const hasTrace = sources.some(({ source }) => source.trace !== null);
  const names = sources.flatMap(({ source }) => (source.example === undefined ? [source.fileName] : []));
  const canCheck = style === "production" && canCheckTables(needs.installed.get("pandas")?.version ?? null);
  const checked = canCheck ? notebooks : notebooks.map((one) => ({ ...one, tables: [] }));
  const hasSchemas = checked.some(({ tables }) => tables.length > 0);
  const target = await loadPythonTarget(generatedHeader(composition.isInitial ? [] : names.slice(0, 1)), format);
  const packaged = isNamed ? name : packageName(name, taken);
  const beside = modulesBeside(
    local.files.map(({ path }) => path),
    packaged,
  );
  const project = buildProject(checked, {
    ...target,
    names: { ...target.names, beside: [...new Set([...(present?.beside ?? []), ...beside])].sort() },
    jointHeader: generatedHeader(names),
    package: packaged,
    dependencies: withDeclared(present?.dependencies ?? [], dependenciesOf(graph, needs, style, hasSchemas, io)),
    pythonVersion: present?.pythonVersion ?? version,
    style,
    runner,
    needsFull: [
      ...(hasTargets ? ["engines use the full one"] : []),
      ...(hasTrace ? ["only the full one watches for changes that a traced run did not show"] : []),
    ],
    ...(io !== undefined && { io }),
    draws: present?.draws === true,
    hasReferences: composition.hasReferences === true,
    copies: [],
    workdir: local.workdir,
  });
  return {
    project: { ...project, files: [...project.files, ...local.files] },
    diagnostics: [...dependencyDiagnostics(graph, needs), ...local.tooLarge.map(notCopied)],
  };
}

/** What a project asks for already stays as it is. */
function withDeclared(declared: readonly Dependency[], needed: readonly Dependency[]): readonly Dependency[] {
  const known = new Set(declared.map(({ distribution }) => normalName(distribution)));
  const added = needed.filter(({ distribution }) => !known.has(normalName(distribution)));
  return [...declared, ...added].sort((one, other) => (one.distribution < other.distribution ? -1 : 1));
}

/** What the manifest says of the notebooks, with the traces that their plans used. */
export function notebookRecords(planned: PlannedSources, isInitial = false): Omit<ProjectFiles, "options"> {
  const sources = planned.sources.filter(({ source }) => source.example === undefined);
  const traces = sources.flatMap(({ source }) =>
    source.trace === null ? [] : [{ path: tracePlace(source.fileName), content: source.trace.text }],
  );
  const [only] = sources;
  if (sources.length === 1 && only !== undefined && !isInitial)
    return {
      files: traces,
      notebook: `notebooks/${only.source.fileName}`,
      ...(traces[0] === undefined ? {} : { trace: traces[0].path }),
    };
  const notebooks = sources.map(({ source: { fileName, by, level, catalog, trace } }) => ({
    path: `notebooks/${fileName}`,
    by,
    level,
    catalog,
    trace: trace === null ? null : tracePlace(fileName),
  }));
  return { files: traces, notebooks, isInitial };
}

function tracePlace(fileName: string): string {
  return `notebooks/${basename(fileName).replace(/\.(ipynb|py)$/, "")}.trace.json`;
}

function dependencySources(
  { modules, loaded }: SourceFiles,
  present: readonly string[],
  searchPath: readonly string[],
): DependencySources {
  return {
    standardLibrary: loadStandardLibrary(),
    distributions: loadDistributions(),
    installed: readInstalled(searchPath),
    local: new Set([...modules, ...present]),
    loadedByLocal: loaded,
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
