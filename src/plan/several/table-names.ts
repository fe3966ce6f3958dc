import { normalPath } from "../../analysis/file-path.ts";
import type { CatalogEntry } from "../types.ts";
import { freeName } from "./free-name.ts";
import { projectParameter } from "./joint-graph.ts";
import { keptInSteps } from "./shared-tables.ts";
import type { NotebookPlan } from "./types.ts";

/** Entries of catalogs that are one table, the first of them with its notebook's label. */
interface Group {
  readonly entries: CatalogEntry[];
  readonly label: string;
}

/**
 * What the project calls the tables of its notebooks. Tables that notebooks read from one place in one way are one, and so are a
 * table that one notebook writes and what others read of it. The notebook that is given first has named it; in the code of the others
 * it keeps the name that it has there.
 */
export function tableNames(plans: readonly NotebookPlan[]): ReadonlyMap<CatalogEntry, string> {
  const names = new Map<CatalogEntry, string>();
  const taken = new Set<string>();
  for (const { entries, label } of groupsOf(plans)) {
    const name = freeName((entries[0] as CatalogEntry).name, label, (one) => taken.has(one));
    taken.add(name);
    for (const entry of entries) names.set(entry, name);
  }
  return names;
}

/** In the order in which they are given. */
function groupsOf(plans: readonly NotebookPlan[]): Iterable<Group> {
  const kept = keptInSteps(plans.map(({ graph }) => graph));
  const sinks = plans.flatMap(({ graph }) => graph.catalog.filter(({ kind }) => kind === "sink"));
  const passed = new Set(sinks.map(({ path }) => normalPath(path)).filter((path) => !kept.has(path)));
  const groups = new Map<string, Group>();
  for (const plan of plans) {
    const own = new Set<string>();
    for (const entry of plan.graph.catalog) {
      const path = normalPath(entry.path);
      const place = placeOf(entry, plan);
      // What one notebook reads twice it has two names for.
      const key = passed.has(path) ? `file ${path}` : own.has(place) ? `${place} as ${entry.name}` : place;
      own.add(place);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { entries: [entry], label: plan.label });
      else group.entries.push(entry);
    }
  }
  return groups.values();
}

/** Where a table is and how it is read. */
function placeOf({ kind, format, location, options }: CatalogEntry, { graph }: NotebookPlan): string {
  const place = "text" in location ? location : { parameter: projectParameter(graph, location.parameter) };
  return JSON.stringify([kind, format, place, options]);
}
