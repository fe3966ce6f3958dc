import { dirname, resolve } from "node:path";
import { Failure } from "../../diagnostics/failure.ts";
import type { GeneratedProject } from "../../disk/read-generated.ts";
import type { PlannedNotebook } from "../../pipeline.ts";
import { type GroupingWish, hasStepsOf, isPlanOf } from "../../verify/matching-plan.ts";
import type { ProjectTable } from "../../verify/proof-request.ts";
import type { TableStep } from "../../verify/questions.ts";
import type { loadPython } from "../load-python.ts";
import type { NotebookSource } from "./notebook-source.ts";
import { keptSources, planFor, possibleWishes } from "./plan-kept.ts";
import type { PlannedSources } from "./plan-sources.ts";

/** A notebook of a project with the rows of the step table that come from it. */
export interface ProjectPart extends Pick<PlannedNotebook, "notebook" | "analysis" | "graph"> {
  readonly rows: readonly TableStep[];
}

/** Another file in the place of the project's copy of a notebook, and how steps were asked for. */
export interface PlanWishes {
  readonly notebook?: string;
  readonly by?: GroupingWish;
}

/**
 * The notebooks of a project, planned as they were when it was made: as it is recorded, else in the first way that gives the step
 * table. Failures: `no-notebooks`, `notebook-unreadable`, `other-steps`.
 */
export function findPlans(
  table: ProjectTable,
  project: GeneratedProject,
  { notebook, by }: PlanWishes,
  python: Awaited<ReturnType<typeof loadPython>>,
): readonly ProjectPart[] {
  if (project.notebooks.length === 0)
    throw new Failure(
      "no-notebooks",
      `${project.folder} is made of no notebook.`,
      "cellwright add NOTEBOOK brings one in",
    );
  let similar: readonly ProjectPart[] | null = null;
  for (const wish of by === undefined ? possibleWishes(project) : [by]) {
    const kept = keptSources(project, wish).map((source) => (by === undefined ? source : { ...source, ...by }));
    const parts = partsOf(planFor(project, withFile(kept, notebook), python), table, project);
    if (parts.length === 0) continue;
    if (parts.every(({ rows, graph }) => isPlanOf(rows, graph))) return parts;
    if (similar === null && parts.every(({ rows, graph }) => hasStepsOf(rows, graph))) similar = parts;
  }
  if (similar !== null) return similar;
  const names = project.notebooks.length > 1 ? "its notebooks" : (notebook ?? project.notebooks[0]?.path);
  throw new Failure(
    "other-steps",
    `The steps of ${project.folder} are not those of ${names}.`,
    "Name the notebook with --notebook, and how its steps were found with --by.",
  );
}

/** The sources with the file that a user names in the place of the copy with its name; of an only notebook whatever its name. */
function withFile(sources: readonly NotebookSource[], path: string | undefined): readonly NotebookSource[] {
  if (path === undefined) return sources;
  const folder = dirname(resolve(path));
  const own = sources.filter(({ example }) => example === undefined);
  const isMeant = (source: NotebookSource) =>
    own.includes(source) && (own.length === 1 || source.fileName === path.split(/[\\/]/).at(-1));
  if (!sources.some(isMeant))
    throw new Failure(
      "other-notebooks",
      `${path} is none of the notebooks of the project.`,
      `These are: ${own.map(({ fileName }) => fileName).join(", ")}`,
    );
  return sources.map((source) => (isMeant(source) ? { ...source, path, folder } : source));
}

function partsOf(
  { sources, notebooks }: PlannedSources,
  table: ProjectTable,
  project: GeneratedProject,
): readonly ProjectPart[] {
  const broken = sources.find(({ planned }) => planned === null);
  if (broken !== undefined)
    throw new Failure(
      "notebook-unreadable",
      `${broken.source.path}: ${broken.diagnostics[0]?.message ?? "cannot be read"}`,
    );
  const isOnly = project.notebooks.length === 1 && !project.notebooks.some(({ isRecorded }) => isRecorded);
  return notebooks.flatMap(({ label, analysis, graph, file }) => {
    const planned = file === null ? null : sources.find((one) => one.label === label)?.planned;
    const own = new Set(graph.steps.map(({ name }) => name));
    const isOwn = (row: TableStep) => row.notebook === label || (row.notebook === "" && own.has(row.name));
    const rows = table.steps.filter((row) => isOnly || isOwn(row));
    return planned ? [{ notebook: planned.notebook, analysis, graph, rows }] : [];
  });
}
