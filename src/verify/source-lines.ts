import type { Analysis, Statement } from "../analysis/types.ts";
import { lineOf, lineStarts } from "../base/spans.ts";
import type { Notebook } from "../notebook/types.ts";
import type { SourceLine } from "./types.ts";

/** The line of the notebook at an offset of a cell (by index). */
export function sourceLine(notebook: Notebook, cell: number, offset: number): SourceLine {
  const source = notebook.cells[cell]?.source ?? "";
  const line = lineOf(lineStarts(source), Math.min(offset, source.length));
  return { cell: cell + 1, line: line + 1, text: (source.split("\n")[line] ?? "").trim() };
}

/** The first line of a cell that says something. */
export function firstLine(notebook: Notebook, cell: number): SourceLine {
  const source = notebook.cells[cell]?.source ?? "";
  return sourceLine(notebook, cell, source.length - source.trimStart().length);
}

/**
 * The line that last binds or changes a variable, in the cells up to `cell` (an index); null when the plan knows of none. With `column` that
 * variable is a table, and statements that give values to its other columns alone do not count.
 */
export function lastChange(
  name: string,
  column: string | null,
  cell: number,
  analysis: Pick<Analysis, "statements">,
  notebook: Notebook,
): SourceLine | null {
  const changing = analysis.statements.filter((one) => one.cell <= cell && changes(one, name));
  const ofColumn = column === null ? [] : changing.filter((one) => !leavesColumn(one, name, column));
  const last = ofColumn.at(-1) ?? changing.at(-1);
  return last === undefined ? null : sourceLine(notebook, last.cell, placeOf(last, name));
}

function changes(statement: Statement, name: string): boolean {
  return [...statement.definitions, ...statement.updates].some((one) => one.name === name);
}

/** Whether all that a statement does to a table is to give values to other columns. */
function leavesColumn({ facts, definitions }: Statement, table: string, column: string): boolean {
  const given = facts.columnsGiven;
  return given?.of === table && !given.names.includes(column) && definitions.every(({ byCall }) => !byCall);
}

function placeOf(statement: Statement, name: string): number {
  const found = [...statement.definitions, ...statement.updates].find((one) => one.name === name);
  return found?.span.start ?? statement.facts.span.start;
}
