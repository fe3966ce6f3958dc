import type { Analysis } from "../analysis/types.ts";
import type { Diagnostic } from "../diagnostics/types.ts";
import type { Notebook } from "../notebook/types.ts";
import type { OutputPart } from "./check-evidence.ts";
import { differenceWords } from "./output-words.ts";
import { reachedCells, unseededDraws } from "./reached-cells.ts";
import { cellLocation } from "./run-places.ts";
import { sourceLine } from "./source-lines.ts";

/** CW502, one for each cell: what is saved is not what a run shows. Not told of parts that differ from run to run. */
export function savedProblems(
  parts: readonly OutputPart[],
  notebook: Notebook,
  { statements }: Pick<Analysis, "statements">,
): readonly Diagnostic[] {
  const differing = parts.filter(({ saved, own }) => saved?.status === "different" && own?.status !== "different");
  const drawing = unseededDraws(statements);
  const drawn = reachedCells(statements, (statement) => drawing.includes(statement));
  return [...new Set(differing.map(({ cell }) => cell))].map((cell): Diagnostic => {
    const own = differing.filter((part) => part.cell === cell);
    const [first] = own as [OutputPart];
    const more = own.length === 1 ? "" : `, and ${own.length - 1} more of its outputs differ`;
    const words = differenceWords(first, first.saved ?? { status: "different" }, ["was", "and is now"]);
    const message = `The saved output is not what a run gives: ${words}${more}.`;
    return { code: "CW502", severity: "warning", message, location: cellLocation(cell), hint: hintFor(cell) };
  });

  function hintFor(cell: number): string {
    const draw = drawing.find((statement) => statement.cell <= cell);
    if (!drawn.has(cell) || draw === undefined || parts.some(({ own }) => own !== null))
      return "restart the kernel, run all cells and save";
    const at = sourceLine(notebook, draw.cell, draw.facts.span.start);
    return `random numbers are drawn without a seed in cell ${at.cell}, line ${at.line}: seed them, run all cells and save`;
  }
}
