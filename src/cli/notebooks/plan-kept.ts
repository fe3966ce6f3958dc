import { basename, join } from "node:path";
import { readText } from "../../disk/read-file.ts";
import type { GeneratedProject, KeptNotebook } from "../../disk/read-generated.ts";
import type { Grouping } from "../../plan/types.ts";
import { stepsOfTable } from "../../project/python/table-names.ts";
import { type GroupingWish, groupingWishes } from "../../verify/matching-plan.ts";
import type { loadPython } from "../load-python.ts";
import { readTraceFile } from "../read-trace-file.ts";
import type { NotebookSource } from "./notebook-source.ts";
import { type PlannedSources, planSources } from "./plan-sources.ts";

type Python = Awaited<ReturnType<typeof loadPython>>;

/** The notebooks of a project, as its own copies; `wish` is for one of which nobody wrote down how its steps were asked for. */
export function keptSources(project: GeneratedProject, wish: GroupingWish): readonly NotebookSource[] {
  return project.notebooks.map((kept) => ({
    path: kept.path,
    fileName: basename(kept.path),
    folder: null,
    ...(kept.isRecorded ? { by: groupingOf(kept), level: kept.level } : wish),
    catalog: kept.catalog ?? project.hasCatalog,
    trace: kept.trace === null ? null : readTraceFile(kept.trace),
  }));
}

function groupingOf({ by }: KeptNotebook): Grouping | null {
  return by === "tags" || by === "headings" || by === "auto" ? by : null;
}

/** The plans of a project's own notebooks that give the steps of its table; null when none do, as when steps were renamed. */
export function planKept(project: GeneratedProject, python: Python): PlannedSources | null {
  const table = stepsOfTable(readText(join(project.folder, "src", project.package, "pipeline.py"))).join();
  for (const wish of possibleWishes(project)) {
    const planned = planSources(keptSources(project, wish), python);
    const names = planned.notebooks.flatMap(({ graph }) => graph.steps.map(({ name }) => name));
    if (planned.notebooks.length > 0 && names.join() === table) return planned;
  }
  return null;
}

/** How the steps of a project may have been asked for. */
export function possibleWishes({ notebooks }: GeneratedProject): readonly GroupingWish[] {
  return notebooks.some((one) => !one.isRecorded) ? groupingWishes : groupingWishes.slice(0, 1);
}
