import { dirname, join, resolve } from "node:path";
import { type ChangedLines, changedLines } from "../base/changed-lines.ts";
import { Failure } from "../diagnostics/failure.ts";
import { otherContent } from "../disk/other-content.ts";
import type { ProjectFile } from "../disk/project-files.ts";
import { readText } from "../disk/read-file.ts";
import { type GeneratedProject, readGenerated } from "../disk/read-generated.ts";
import { type LeftFile, upgradeProject } from "../disk/upgrade-project.ts";
import { jointGraph } from "../plan/several/joint-graph.ts";
import { fieldsOfParams } from "../project/python/table-names.ts";
import { targetFiles } from "../project/targets/target-files.ts";
import { loadPython } from "./load-python.ts";
import { loadTargetContext } from "./load-python-target.ts";
import { type Composition, composeProject, notebookRecords, type PresentProject } from "./notebooks/compose-project.ts";
import { type NotebookSource, namedSources, type StepsWish } from "./notebooks/notebook-source.ts";
import { keptSources, planFor, planKept, tableOf } from "./notebooks/plan-kept.ts";
import { isStopped, type PlannedSources } from "./notebooks/plan-sources.ts";
import { startHelpers } from "./notebooks/start-helpers.ts";
import { needsOfProject } from "./project-context-of.ts";
import { type FileToMend, reportAddition } from "./report-addition.ts";
import { withRunner } from "./with-runner.ts";

interface AddOptions extends StepsWish {
  readonly python?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

type Python = Awaited<ReturnType<typeof loadPython>>;

/** `cellwright add`. */
export async function runAdd(path: string, target: string, options: AddOptions): Promise<number> {
  const project = readGenerated(target);
  const { style } = project.options;
  const [named] = namedSources([path], options, style === "production") as [NotebookSource];
  const helpers = startHelpers(dirname(resolve(path)), options.python);
  const { package: name, isInitial, hasReferences } = project;
  const hasTargets = project.options.targets.length > 0;
  const runner = project.options.runner === "small" ? "auto" : "full";
  const present = presentOf(project);
  const composition = {
    ...helpers,
    style,
    runner,
    hasTargets,
    name,
    isNamed: true,
    isInitial,
    present,
    hasReferences,
  } as const;
  const python = await loadPython();
  const kept = planBefore(project, python);
  const { sources, source, isNew } = withSource(kept, named, project);
  const planned = planFor(project, sources, python);
  const before = isInTable(planned, source, project) ? kept : planFor(project, without(kept, named), python);
  const told = { planned: { ...planned, sources: planned.sources.filter((one) => one.source === source) }, target };
  if (isStopped(told.planned)) return reportAddition({ ...told, written: null }, options);
  const made = await compose(planned, composition, python);
  if (isNew) {
    requireSameData(made.files, project);
    requireFreeParameters(planned, kept, project);
  }
  const engines = targetFiles(project.options.targets, await loadTargetContext(project.package));
  const earlier = contentsOf([...(await compose(before, composition, python)).files, ...engines]);
  const files = [...made.files, ...engines];
  const upgrade = {
    ...upgradeOf(planned, files, earlier, project),
    options: withRunner(project.options, made.project),
  };
  const upgraded = upgradeProject(upgrade, target, options.dryRun === true);
  const now = contentsOf(files);
  const left = upgraded.left.flatMap((one) => toMend(one, earlier.get(one.path), now.get(one.path)));
  const written = { upgraded, left, diagnostics: made.diagnostics, package: project.package };
  return reportAddition({ ...told, written }, options);
}

/** The notebooks as they are in the project; where the step table is no longer theirs, as they would be. */
function planBefore(project: GeneratedProject, python: Python): PlannedSources {
  return planKept(project, python) ?? planFor(project, keptSources(project, { by: null, level: null }), python);
}

/** The notebooks with a new one behind them; one of a name that is there already takes its place. */
function withSource(
  { sources: planned }: PlannedSources,
  named: NotebookSource,
  project: GeneratedProject,
): { readonly sources: readonly NotebookSource[]; readonly source: NotebookSource; readonly isNew: boolean } {
  const kept = planned.map((one) => one.source);
  const isSame = (one: NotebookSource) => isSameFile(one, named);
  const isOwnCopy = dirname(resolve(named.path)) === join(project.folder, "notebooks");
  const source = isOwnCopy ? { ...named, folder: null } : named;
  const isNew = !kept.some(isSame);
  return { sources: isNew ? [...kept, source] : kept.map((one) => (isSame(one) ? source : one)), source, isNew };
}

/** Whether the step table has the notebook's steps: it has not when they were left to be put in by hand, and nobody did. */
function isInTable({ notebooks }: PlannedSources, source: NotebookSource, project: GeneratedProject): boolean {
  const table = tableOf(project).map(({ name }) => name);
  const own = notebooks.find(({ file }) => file?.name === source.fileName)?.graph.steps ?? [];
  return own.some(({ name }) => table.includes(name));
}

function without({ sources }: PlannedSources, named: NotebookSource): readonly NotebookSource[] {
  return sources.map((one) => one.source).filter((one) => !isSameFile(one, named));
}

function isSameFile(one: NotebookSource, other: NotebookSource): boolean {
  return one.example === undefined && one.fileName.toLowerCase() === other.fileName.toLowerCase();
}

/** Failure `unreadable-pyproject`. */
function presentOf(project: GeneratedProject): PresentProject {
  const { workdir, modules, beside, draws } = project;
  return { ...needsOfProject(project), workdir, modules, beside, draws };
}

/** The project's folder of data is there: nothing has to hold its place. */
async function compose(planned: PlannedSources, composition: Composition, { language }: Python) {
  const { project, diagnostics } = await composeProject(planned, composition, language);
  return { project, files: project.files.filter(({ path }) => !path.endsWith("/.gitkeep")), diagnostics };
}

/** Failure `different-files`: a new notebook comes with data that the project has otherwise. */
function requireSameData(files: readonly ProjectFile[], { folder }: GeneratedProject): void {
  const data = files.filter(({ path }) => path.startsWith("files/"));
  const other = otherContent(data, folder);
  if (other !== null)
    throw new Failure(
      "different-files",
      `The notebook comes with another ${other} than the project has.`,
      "Rename one of the files, or make a project of its own of the notebook.",
    );
}

/** Failure `parameter-taken`: `params.py` has a field that was written by hand, and the notebook means something else by its name. */
function requireFreeParameters(planned: PlannedSources, kept: PlannedSources, project: GeneratedProject): void {
  const known = new Set(jointGraph(kept.notebooks).parameters.map(({ name }) => name));
  const fields = fieldsOfParams(readText(join(project.folder, "src", project.package, "params.py")));
  const taken = jointGraph(planned.notebooks).parameters.find(
    ({ name, value }) =>
      !known.has(name) && (fields.get(name) ?? value).replaceAll("'", '"') !== value.replaceAll("'", '"'),
  );
  if (taken !== undefined)
    throw new Failure(
      "parameter-taken",
      `The project has a parameter ${taken.name} of its own, with the default ${fields.get(taken.name)}; in the notebook it is ${taken.value}.`,
      "Rename one of them.",
    );
}

function contentsOf(files: readonly ProjectFile[]): ReadonlyMap<string, string | Uint8Array> {
  return new Map(files.map(({ path, content }) => [path, content]));
}

function upgradeOf(
  planned: PlannedSources,
  files: readonly ProjectFile[],
  earlier: ReadonlyMap<string, unknown>,
  project: GeneratedProject,
) {
  const { files: traces, ...places } = notebookRecords(planned, project.isInitial);
  const wanted = new Set(files.map(({ path }) => path));
  return {
    files: [...files, ...traces],
    units: [`src/${project.package}/runtime/`],
    gone: [...earlier.keys()].filter((path) => path.startsWith("src/") && !wanted.has(path)),
    places,
  };
}

/** What a file that was left as it is lacks for the notebook; nothing when it is all the same to it. */
function toMend(
  { path, why }: LeftFile,
  before: string | Uint8Array | undefined,
  after: string | Uint8Array | undefined,
): readonly FileToMend[] {
  if (before === after || typeof after !== "string") return [];
  const lines = changedLines(typeof before === "string" ? before : "", after).filter(isCode);
  return lines.length === 0 ? [] : [{ path, why, lines }];
}

/** Who wrote a file, and what its first line says of it, need not be put into one that was edited. */
function isCode({ removed, added }: ChangedLines): boolean {
  return [...removed, ...added].some((line) => !/^(#.*|""".*"""|\s*)$/.test(line));
}
