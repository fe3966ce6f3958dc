import type { Subject } from "../subject.ts";

/** A code cell that was run, with the last number that its run got. */
export interface CountedCell {
  readonly cell: number;
  readonly count: number;
}

/** What the saved execution counts tell of the session. */
export interface RunRecord {
  /** Cells with a number, from top to bottom. */
  readonly counted: readonly CountedCell[];
  /** Cells with code and without a number. */
  readonly uncounted: readonly number[];
  /** The order of the numbers: each above the one before, some not, or some twice (more than one session). */
  readonly order: "ascending" | "mixed" | "repeated";
}

/** Reads the execution counts of a notebook. */
export function runRecord({ notebook, analysis }: Pick<Subject, "notebook" | "analysis">): RunRecord {
  const numbered: CountedCell[] = [];
  const uncounted: number[] = [];
  for (const { cell, statements, cellMagics, broken } of analysis.cells) {
    const { executionCount, source, outputs } = notebook.cells[cell] as (typeof notebook.cells)[number];
    if (source.trim() === "") continue;
    const hasCode = statements.length > 0 || cellMagics.length > 0 || broken !== null;
    // Some tools number all cells 0; others leave numbers out where there are outputs.
    if (typeof executionCount === "number" && executionCount > 0) numbered.push({ cell, count: executionCount });
    else if (hasCode && outputs.length === 0) uncounted.push(cell);
  }
  const counted = withoutSetUp(numbered, analysis);
  const counts = counted.map(({ count }) => count);
  const isAscending = counts.every((count, index) => index === 0 || count > (counts[index - 1] as number));
  const isRepeated = new Set(counts).size < counts.length;
  return { counted, uncounted, order: isRepeated ? "repeated" : isAscending ? "ascending" : "mixed" };
}

/**
 * Without the cells at the top after which the kernel was started anew, where those install packages or hold comments alone: one
 * restarts after installing, and nothing of that session is left.
 */
function withoutSetUp(numbered: readonly CountedCell[], { cells }: Subject["analysis"]): readonly CountedCell[] {
  const restart = numbered.findIndex(({ count }, at) => at > 0 && count === 1);
  const above = new Set(numbered.slice(0, Math.max(restart, 0)).map(({ cell }) => cell));
  const isSetUp = cells.filter(({ cell }) => above.has(cell)).every(leavesNothing);
  return isSetUp ? numbered.slice(above.size) : numbered;
}

function leavesNothing({ statements, installs, cellMagics }: Subject["analysis"]["cells"][number]): boolean {
  const isComment = statements.length === 0 && cellMagics.length === 0;
  const isQuiet = cellMagics.every(({ name }) => name === "capture" || name === "bash" || name === "sh");
  return isComment || (isQuiet && installs.length > 0 && statements.every(({ kind }) => kind === "magic"));
}

/** Cells, as people number them: `cell 3`, `cells 3 and 5`, `cells 3, 4, 5 and 4 more`. */
export function cellsInWords(cells: readonly number[], most = 4): string {
  const numbers = cells.map((cell) => String(cell + 1));
  if (numbers.length === 1) return `cell ${numbers[0]}`;
  const shown = numbers.length > most ? numbers.slice(0, most - 1) : numbers.slice(0, -1);
  const last = numbers.length > most ? `${numbers.length - shown.length} more` : numbers.at(-1);
  return `cells ${shown.join(", ")} and ${last}`;
}
