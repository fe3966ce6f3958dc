import type { CheckReport, NotebookReport, Place, Problem, RunOutcome } from "../../src/policy/types.ts";

/** A place on the first line of a cell: `text` with the part that it is about between `«` and `»`. */
export function place(cell: number, marked: string, more: Partial<Place> = {}): Place {
  const [before = "", inner = "", after = ""] = marked.split(/[«»]/);
  const column = [...before].length + 1;
  const range = { line: 1, column, endLine: 1, endColumn: column + [...inner].length };
  const file = { line: 10 * cell, column: column + 5, endLine: 10 * cell, endColumn: range.endColumn + 5 };
  return { cell, cellId: `id-${cell}`, ...range, file, text: `${before}${inner}${after}`, ...more };
}

/** A problem that has what is asked for, and else as little as possible. */
export function problem(more: Partial<Problem> = {}): Problem {
  return {
    code: "CW101",
    name: "use-before-definition",
    severity: "error",
    message: "`total` is used before it is defined.",
    place: null,
    related: [],
    hint: null,
    fix: null,
    fingerprint: "0123456789abcdef",
    ...more,
  };
}

/** A notebook with these problems that nobody ran. */
export function notebook(
  path: string,
  problems: readonly Problem[] = [],
  more: Partial<NotebookReport> = {},
): NotebookReport {
  const basics = { reads: true, parses: true, declared: true, cells: 5, allowed: 0, known: 0, run: null };
  return { path, problems, ...basics, ...more };
}

/** What a run came to. */
export function run(more: Partial<RunOutcome> = {}): RunOutcome {
  return {
    runs: "yes",
    same: "yes",
    stable: "not asked",
    cellsRun: 5,
    cells: 5,
    seconds: [{ cell: 2, seconds: 1.25 }],
    ...more,
  };
}

/** A report with something of everything. */
export const varied: CheckReport = {
  notebooks: [
    notebook("clean.ipynb", [], { run: run() }),
    notebook(
      "sales/report.ipynb",
      [
        problem({
          code: "CW410",
          name: "old-format",
          severity: "info",
          message: "The file has format 3.",
          fingerprint: "00000000000000ff",
        }),
        problem({
          place: place(2, "print(«total»)"),
          related: [{ place: place(3, "«total» = 3"), message: "`total` is defined here" }],
          hint: "move the definition of `total` above this cell",
          fix: { title: "move cell 3 above cell 2", safety: "unsafe" },
        }),
        problem({
          code: "CW203",
          name: "unseeded-draw",
          severity: "warning",
          message: "`rng` has no seed.",
          place: place(4, "x = «rng»()"),
          fix: { title: "remove it", safety: "safe" },
          fingerprint: "fedcba9876543210",
        }),
        problem({ place: place(5, "«total»") }),
      ],
      { declared: null, allowed: 1, known: 2, run: run({ runs: "no", same: "not asked", cellsRun: 1 }) },
    ),
  ],
};
