import type { Analysis } from "../analysis/types.ts";
import type { Diagnostic } from "../diagnostics/types.ts";
import { cellTags } from "../notebook/cell-tags.ts";
import type { Notebook } from "../notebook/types.ts";
import type { RunOutcome } from "../policy/types.ts";
import type { CheckEvidence, CheckedRun } from "./check-evidence.ts";
import type { CheckRequest } from "./check-request.ts";
import { runProblems } from "./run-problems.ts";
import { savedProblems } from "./saved-problems.ts";
import { unstableProblems } from "./unstable-problems.ts";

/** What runs of a notebook come to. */
export interface CheckOutcome {
  readonly outcome: RunOutcome;
  /** CW501 to CW507. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A notebook that was not run. */
export const notRun: RunOutcome = {
  ...{ runs: "not asked", same: "not asked", stable: "not asked" },
  ...{ cellsRun: 0, cells: 0, seconds: [] },
};

/** Judges what runs of a notebook showed: how far it comes, whether it shows what is saved, whether it agrees with itself. Pure. */
export function checkOutcome(
  { runs, parts }: CheckEvidence,
  request: Pick<CheckRequest, "cells" | "repeat">,
  notebook: Notebook,
  analysis: Pick<Analysis, "statements">,
): CheckOutcome {
  const [first, ...others] = runs as [CheckedRun, ...CheckedRun[]];
  const cells = request.cells.filter(({ index }) => index < notebook.cells.length);
  const mayRaise = new Set(notebook.cells.filter((cell) => cellTags(cell).raises).map(({ index }) => index));
  const wentWell = first.cells.filter(
    ({ error, cell }) => cell < notebook.cells.length && (error === null || mayRaise.has(cell)),
  );
  const context = { notebook, mayRaise, reached: `${wentWell.length} of ${cells.length} cells ran` };
  const ended = runProblems(first, context);
  const again = others.find(({ failure }) => failure !== null) ?? null;
  // That a cell which fails does not show what is saved is the same trouble once more.
  const failed = new Set(ended.map(({ location }) => location?.cell));
  const cut = new Set(first.cells.filter((one) => one.cut && one.cell < notebook.cells.length).map(({ cell }) => cell));
  const isWhole = (cell: number | undefined) => !failed.has(cell) && !cut.has(cell ?? -1);
  const diagnostics = [
    ...ended,
    ...savedProblems(parts.outputs, notebook, analysis).filter(({ location }) => isWhole(location?.cell)),
    ...[...cut].map((cell) => cutOutput(cell, notebook)),
    ...unstableProblems(parts, notebook, analysis.statements),
    ...(again === null ? [] : stoppedAgain(again, context)),
  ];
  const runsWell = ended.length === 0;
  const isUnstable =
    again !== null || diagnostics.some(({ code, severity }) => code === "CW503" && severity !== "info");
  const outcome: RunOutcome = {
    runs: runsWell ? "yes" : "no",
    same: sameOf(parts.outputs, cells, runsWell),
    stable: others.length === 0 ? "not asked" : isUnstable ? "no" : "yes",
    cellsRun: wentWell.length,
    cells: cells.length,
    seconds: first.cells
      .filter(({ cell }) => cell < notebook.cells.length)
      .map(({ cell, seconds }) => ({ cell: cell + 1, seconds })),
  };
  return { outcome, diagnostics };
}

function cutOutput(cell: number, { cells }: Notebook): Diagnostic {
  return {
    code: "CW507",
    severity: "warning",
    message: "This cell shows more than is kept (20 MB): the rest was left out, and what is saved was not compared.",
    location: { cell, span: { start: 0, end: firstLineEnd(cells[cell]?.source ?? "") } },
    hint: "show less, or write it to a file",
  };
}

function firstLineEnd(source: string): number {
  const end = source.indexOf("\n");
  return end === -1 ? source.length : end;
}

/** A notebook that stops may still show that it is not the same, but not that it is. */
function sameOf(
  outputs: CheckEvidence["parts"]["outputs"],
  cells: CheckRequest["cells"],
  runsWell: boolean,
): RunOutcome["same"] {
  if (outputs.some(({ saved }) => saved?.status === "different")) return "no";
  return runsWell && cells.some(({ saved }) => saved !== null) ? "yes" : "not asked";
}

/** What stops a later run, and did not stop the first. */
function stoppedAgain(run: CheckedRun, context: Parameters<typeof runProblems>[1]): readonly Diagnostic[] {
  return runProblems(run, { ...context, reached: "it ran to its end in the first run" })
    .slice(-1)
    .map(({ message, ...rest }) => ({
      ...rest,
      code: "CW503",
      severity: "warning",
      message: `The notebook runs to its end once, and not again. ${message}`,
    }));
}
