import type { Span } from "../base/spans.ts";
import { eachItem, eachMember, endOfJson, startOfJson } from "./scan-json.ts";

/**
 * Finds the cells of a notebook in its JSON text, in the order in which they are read: the items of `cells`, or of
 * `worksheets[].cells` (nbformat 3). Null stands for an item that is no object. Of a key that comes twice the last one
 * counts, as for every JSON reader. What is inside the cells is skipped, so large outputs take little time.
 */
export function findJsonCells(text: string): (Span | null)[] {
  let own: (Span | null)[] | null = null;
  let ofSheets: (Span | null)[] = [];
  const start = startOfJson(text, 0);
  if (text[start] !== "{") return [];
  eachMember(text, start, (key, at) => {
    if (text[at] !== "[") return endOfJson(text, at);
    if (key === "cells") {
      own = [];
      return eachCell(text, at, own);
    }
    if (key !== "worksheets") return endOfJson(text, at);
    ofSheets = [];
    return eachSheet(text, at, ofSheets);
  });
  return own ?? ofSheets;
}

/** Adds the cells of a list of worksheets; gives the offset behind it. */
function eachSheet(text: string, start: number, found: (Span | null)[]): number {
  return eachItem(text, start, (sheet) => {
    if (text[sheet] !== "{") return endOfJson(text, sheet);
    let cells: (Span | null)[] = [];
    const end = eachMember(text, sheet, (key, at) => {
      if (text[at] !== "[" || key !== "cells") return endOfJson(text, at);
      cells = [];
      return eachCell(text, at, cells);
    });
    for (const cell of cells) found.push(cell);
    return end;
  });
}

/** Adds the items of a list of cells; gives the offset behind it. */
function eachCell(text: string, start: number, found: (Span | null)[]): number {
  return eachItem(text, start, (at) => {
    const end = endOfJson(text, at);
    found.push(text[at] === "{" ? { start: at, end } : null);
    return end;
  });
}
