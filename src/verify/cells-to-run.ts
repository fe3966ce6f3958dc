import { cellTags } from "../notebook/cell-tags.ts";
import type { Notebook } from "../notebook/types.ts";

/** A cell as the Python side is told of it. */
export interface CellToRun {
  /** Index in the notebook. */
  readonly index: number;
  readonly source: string;
  /** The notebook goes on after an error in it. */
  readonly mayRaise: boolean;
  /** Starts another notebook, which runs in a kernel of its own. */
  readonly isFirst?: true;
}

/** The code cells that a run of the notebook runs: those that hold something and are not tagged `skip`. */
export function cellsToRun(notebook: Notebook, allowErrors: boolean): readonly CellToRun[] {
  return notebook.cells
    .filter((cell) => cell.kind === "code" && cell.source.trim() !== "")
    .map((cell) => ({ cell, tags: cellTags(cell) }))
    .filter(({ tags }) => tags.role !== "skip")
    .map(({ cell, tags }) => ({ index: cell.index, source: cell.source, mayRaise: tags.raises || allowErrors }));
}
