import type { Json } from "../base/json.ts";
import { Failure } from "../diagnostics/failure.ts";
import type { CheckReport, NotebookReport } from "./types.ts";

/**
 * Reports of parts of a folder as one, notebooks sorted by path. A notebook may be in several reports when they say the same
 * of it; throws a {@link Failure} when they do not.
 */
export function mergeReports(reports: readonly CheckReport[]): CheckReport {
  const byPath = new Map<string, NotebookReport>();
  for (const notebook of reports.flatMap(({ notebooks }) => notebooks)) {
    const other = byPath.get(notebook.path);
    if (other !== undefined && canonical(other) !== canonical(notebook))
      throw new Failure(
        "reports-differ",
        `two reports say different things of ${notebook.path}`,
        "check each notebook in one part only, or check all parts in the same way",
      );
    byPath.set(notebook.path, notebook);
  }
  const notebooks = [...byPath.values()].sort((one, other) => (one.path < other.path ? -1 : 1));
  return { notebooks };
}

/** The same text for the same value, in whatever order its fields are. */
function canonical(value: NotebookReport): string {
  return JSON.stringify(value, (_, part: Json) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}
