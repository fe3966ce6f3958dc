import { basename, join } from "node:path";
import { readText } from "../../disk/read-file.ts";
import type { GeneratedProject, KeptNotebook } from "../../disk/read-generated.ts";
import type { Grouping } from "../../plan/types.ts";
import { rowsOfTable, type TableRow } from "../../project/python/table-names.ts";
import { type GroupingWish, groupingWishes } from "../../verify/matching-plan.ts";
import type { loadPython } from "../load-python.ts";
import { readTraceFile } from "../read-trace-file.ts";
import { exampleSource } from "./example-source.ts";
import type { Models, NotebookSource } from "./notebook-source.ts";
import { type PlannedSources, planSources } from "./plan-sources.ts";

type Python = Awaited<ReturnType<typeof loadPython>>;

/** The rows of a project's step table. */
export function tableOf(project: GeneratedProject): readonly TableRow[] {
  return rowsOfTable(readText(join(project.folder, "src", project.package, "pipeline.py")));
}

/**
 * The notebooks of a project, as its own copies, and the example that it began with as long as steps of that are there. `wish` is for
 * a notebook of which nobody wrote down how its steps were asked for.
 */
export function keptSources(
  project: GeneratedProject,
  wish: GroupingWish,
  models: Models = project.hasModels ? "all" : "none",
): readonly NotebookSource[] {
  const kept = project.notebooks.map((one) => ({
    path: one.path,
    fileName: basename(one.path),
    folder: null,
    ...(one.isRecorded ? { by: groupingOf(one), level: one.level } : wish),
    catalog: one.catalog ?? project.hasCatalog,
    models,
    trace: one.trace === null ? null : readTraceFile(one.trace),
  }));
  const example = exampleSource(project.package, project.options.style === "production");
  const hasExample = project.isInitial && tableOf(project).some(({ name }) => example.steps.includes(name));
  return hasExample ? [{ ...example.source, folder: null }, ...kept] : kept;
}

function groupingOf({ by }: KeptNotebook): Grouping | null {
  return by === "tags" || by === "headings" || by === "auto" ? by : null;
}

/** The plans of notebooks as parts of a project that is there. */
export function planFor(project: GeneratedProject, sources: readonly NotebookSource[], python: Python): PlannedSources {
  return planSources(sources, python, { table: tableOf(project), isInitial: project.isInitial });
}

/** The plans of a project's own notebooks that give the steps of its table; null when none do, as when steps were renamed. */
export function planKept(project: GeneratedProject, python: Python, models?: Models): PlannedSources | null {
  const table = tableOf(project)
    .map(({ name }) => name)
    .join();
  for (const wish of possibleWishes(project)) {
    const planned = planFor(project, keptSources(project, wish, models), python);
    const names = planned.notebooks.flatMap(({ graph }) => graph.steps.map(({ name }) => name));
    if (planned.notebooks.length > 0 && names.join() === table) return planned;
  }
  return null;
}

/** How the steps of a project may have been asked for. */
export function possibleWishes({ notebooks }: GeneratedProject): readonly GroupingWish[] {
  return notebooks.some((one) => !one.isRecorded) ? groupingWishes : groupingWishes.slice(0, 1);
}
