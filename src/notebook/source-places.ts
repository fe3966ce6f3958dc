import type { Location, Span } from "../base/spans.ts";
import { type TextRange, textLines, textRange } from "../base/text-range.ts";
import { findJsonCells } from "./find-json-cells.ts";
import { layOutScript } from "./read-script.ts";
import { syntaxOfPath } from "./script-syntax.ts";
import { fileOffset, findSource, type SourceValue } from "./source-pieces.ts";
import type { Notebook } from "./types.ts";

/** Tells where in the file of a notebook a place of a cell's source stands. `text` is the file's, without a byte order mark. */
export function sourcePlaces(text: string, notebook: Notebook): (location: Location) => TextRange {
  return notebook.format === "ipynb" ? jsonPlaces(text) : scriptPlaces(text, notebook);
}

/** In JSON a cell's source is a string or a list of strings; what is not in one is at the start of its cell. */
function jsonPlaces(text: string): (location: Location) => TextRange {
  const cells = findJsonCells(text);
  const lines = textLines(text);
  const sources = new Map<number, SourceValue | null>();
  return ({ cell, span }) => {
    const place = cells[cell] ?? { start: 0, end: 0 };
    if (!sources.has(cell)) sources.set(cell, findSource(text, place));
    const source = sources.get(cell) ?? null;
    if (source === null) return textRange(lines, { start: place.start, end: place.start });
    const at = (offset: number) => fileOffset(text, source, offset);
    return textRange(lines, { start: at(span.start), end: at(span.end) });
  };
}

/** The lines of a cell are lines of the script, commented out where they are text or magics. */
function scriptPlaces(text: string, notebook: Notebook): (location: Location) => TextRange {
  const layout = layOutScript(text, syntaxOfPath(notebook.path));
  const first = layout.headerCell === null ? 0 : 1;
  return ({ cell, span }) => {
    const source = notebook.cells[cell]?.source ?? "";
    const { line, column, endLine, endColumn } = textRange(textLines(source), span);
    const chunk = layout.chunks[cell - first];
    if (chunk === undefined) return { line: 1, column: 1, endLine: 1, endColumn: 1 };
    const lines = source.split("\n");
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
  const from = source.slice(0, start).lastIndexOf("\n") + 1;
  const end = source.indexOf("\n", from);
  return source.slice(from, end === -1 ? undefined : end);
}
