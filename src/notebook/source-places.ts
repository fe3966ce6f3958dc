import type { Location, Span } from "../base/spans.ts";
import { type TextLines, type TextRange, textLines, textRange } from "../base/text-range.ts";
import { findJsonCells } from "./find-json-cells.ts";
import { layOutScript } from "./read-script.ts";
import { syntaxOfPath } from "./script-syntax.ts";
import { fileOffsets, findSource } from "./source-pieces.ts";
import type { Notebook } from "./types.ts";

/** Tells where in the file of a notebook a place of a cell's source stands. `text` is the file's, without a byte order mark. */
export function sourcePlaces(text: string, notebook: Notebook): (location: Location) => TextRange {
  return notebook.format === "ipynb" ? jsonPlaces(text) : scriptPlaces(text, notebook);
}

/** In JSON a cell's source is a string or a list of strings; what is not in one is at the start of its cell. */
function jsonPlaces(text: string): (location: Location) => TextRange {
  const cells = findJsonCells(text);
  const lines = textLines(text);
  const offsets = new Map<number, ((offset: number) => number) | null>();
  const offsetsOf = (place: Span) => {
    const source = findSource(text, place);
    return source === null ? null : fileOffsets(text, source);
  };
  return ({ cell, span }) => {
    const place = cells[cell] ?? { start: 0, end: 0 };
    if (!offsets.has(cell)) offsets.set(cell, offsetsOf(place));
    const at = offsets.get(cell) ?? null;
    if (at === null) return textRange(lines, { start: place.start, end: place.start });
    return textRange(lines, { start: at(span.start), end: at(span.end) });
  };
}

/** The lines of a cell are lines of the script, commented out where they are text or magics. */
function scriptPlaces(text: string, notebook: Notebook): (location: Location) => TextRange {
  const layout = layOutScript(text, syntaxOfPath(notebook.path));
  const first = layout.headerCell === null ? 0 : 1;
  const texts = new Map<number, { readonly found: TextLines; readonly lines: readonly string[] }>();
  const textOf = (cell: number) => {
    const source = notebook.cells[cell]?.source ?? "";
    const known = texts.get(cell) ?? { found: textLines(source), lines: source.split("\n") };
    texts.set(cell, known);
    return known;
  };
  return ({ cell, span }) => {
    const { found, lines } = textOf(cell);
    const { line, column, endLine, endColumn } = textRange(found, span);
    const chunk = layout.chunks[cell - first];
    if (chunk === undefined) return { line: 1, column: 1, endLine: 1, endColumn: 1 };
    const isLonger = lines.length + chunk.start - 1 > chunk.end;
    const base = isLonger ? (chunk.markerLine ?? chunk.start) : chunk.start;
    const shift = (at: number) => Math.max(0, (layout.lines[base + at - 1] ?? "").indexOf(lines[at - 1] ?? ""));
    return {
      line: base + line,
      column: column + shift(line),
      endLine: base + endLine,
      endColumn: endColumn + shift(endLine),
    };
  };
}

/** The line of a cell's source on which a span starts, without its end. */
export function lineAt(source: string, { start }: Span): string {
  const from = start === 0 ? 0 : source.lastIndexOf("\n", start - 1) + 1;
  const end = source.indexOf("\n", from);
  return source.slice(from, end === -1 ? undefined : end);
}
