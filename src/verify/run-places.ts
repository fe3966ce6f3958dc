import type { Location } from "../base/spans.ts";
import { lineStarts } from "../base/spans.ts";
import type { Notebook } from "../notebook/types.ts";
import type { CellFrame } from "./check-evidence.ts";

/** The place of a whole cell, for what is not in its code. */
export function cellLocation(cell: number): Location {
  return { cell, span: { start: 0, end: 0 } };
}

/** The text of a line of a cell (line from 1) without blanks around it; the whole cell when there is no such line. */
export function lineLocation(notebook: Notebook, { cell, line }: CellFrame): Location {
  const source = notebook.cells[cell]?.source ?? "";
  const start = lineStarts(source)[line - 1];
  const text = source.split("\n")[line - 1];
  if (start === undefined || text === undefined || text.trim() === "") return cellLocation(cell);
  return { cell, span: { start: start + text.length - text.trimStart().length, end: start + text.trimEnd().length } };
}
