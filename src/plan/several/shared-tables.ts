import { normalPath } from "../../analysis/file-path.ts";
import type { CatalogEntry, StepGraph } from "../types.ts";

type Graph = Pick<StepGraph, "catalog" | "files" | "parameters" | "steps">;

/**
 * Files that one notebook writes and another one uses too and that cannot be one table of the catalog, each with why. All others are:
 * the step that writes it and those that read it name one entry, with options of writing and of reading.
 */
export function keptInSteps(graphs: readonly Graph[]): ReadonlyMap<string, string> {
  const written = new Set(graphs.flatMap(({ files }) => files.writes.map(normalPath)));
  const kept = new Map<string, string>();
  for (const path of written) {
    const users = graphs.filter(({ files }) =>
      [...files.reads, ...files.writes].some((one) => normalPath(one) === path),
    );
    const because = users.length < 2 ? null : whyApart(path, users, graphs);
    if (because !== null) kept.set(path, because);
  }
  return kept;
}

function whyApart(path: string, users: readonly Graph[], all: readonly Graph[]): string | null {
  const entries = users.map(({ catalog }) => catalog.filter((entry) => normalPath(entry.path) === path));
  if (users.some(({ steps }, at) => entries[at]?.length === 0 || usesInCode(steps, path)))
    return "another notebook of the project uses that file in its code";
  const found = entries.flat();
  const differ = (told: (entry: CatalogEntry) => unknown, some = found) =>
    new Set(some.map((entry) => JSON.stringify(told(entry)))).size > 1;
  if (differ(({ format }) => format)) return "another notebook of the project takes that file for another format";
  if (differ(({ location }) => ("text" in location ? null : location.parameter)) || isAmbiguous(found, all))
    return "another notebook of the project names that file in another way";
  if (entries.some((own) => new Set(own.map(({ step }) => step)).size < own.length))
    return "a notebook of the project reads that file twice in one step";
  for (const kind of ["source", "sink"] as const)
    if (
      differ(
        optionsOf,
        found.filter((entry) => entry.kind === kind),
      )
    )
      return `another notebook of the project ${kind === "source" ? "reads" : "writes"} that file with other arguments`;
  return null;
}

function usesInCode(steps: Graph["steps"], path: string): boolean {
  return steps.some(({ reads, writes }) => [...reads, ...writes].some((one) => normalPath(one) === path));
}

/** A parameter of that name is not the same in all notebooks, so that there are several of them in the project. */
function isAmbiguous(entries: readonly CatalogEntry[], graphs: readonly Graph[]): boolean {
  const names = new Set(entries.flatMap(({ location }) => ("parameter" in location ? [location.parameter] : [])));
  const parameters = graphs.flatMap((graph) => graph.parameters.filter(({ name }) => names.has(name)));
  return new Set(parameters.map(({ value, type }) => JSON.stringify([value, type]))).size > 1;
}

/** What the call passes, whatever the order. */
function optionsOf({ options }: CatalogEntry): unknown {
  return options
    .map(({ name, value }) => [name, value])
    .sort(([one], [other]) => (String(one) < String(other) ? -1 : 1));
}
