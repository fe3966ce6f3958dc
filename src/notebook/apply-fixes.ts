import { applyEdits, modify } from "jsonc-parser";
import { lineStarts, type Span } from "../base/spans.ts";
import type { Edit, Fix, Removal } from "../diagnostics/types.ts";
import { findJsonCells } from "./find-json-cells.ts";
import { type JsonStyle, jsonString, jsonStyleOf } from "./json-style.ts";
import { findSource, type SourceValue } from "./source-pieces.ts";
import { sourcePlaces } from "./source-places.ts";
import type { Notebook } from "./types.ts";

/** A notebook file with fixes applied. */
export interface Fixed {
  readonly text: string;
  /** Those that were applied; one that would touch what another one changes has to wait for the next time. */
  readonly applied: readonly Fix[];
}

/**
 * Applies fixes to the text of a notebook file. Nothing but what they name changes: formatting of the file, outputs and
 * other cells stay byte for byte. `text` is the file that `notebook` was read from.
 */
export function applyFixes(text: string, notebook: Notebook, fixes: readonly Fix[]): Fixed {
  const mark = text.startsWith("\ufeff") ? "\ufeff" : "";
  const body = text.slice(mark.length);
  const isScript = notebook.format !== "ipynb";
  const possible = isScript ? fixes.filter(({ removals = [] }) => removals.length === 0) : fixes;
  const applied = withoutOverlaps(possible);
  if (applied.length === 0) return { text, applied };
  const edits = applied.flatMap((fix) => fix.edits);
  const removals = applied.flatMap((fix) => fix.removals ?? []);
  const done = isScript ? editScript(body, notebook, edits) : editIpynb(body, notebook, edits, removals);
  return { text: mark + done, applied };
}

/** Fixes in their order, without those that touch the same text as an earlier one. */
function withoutOverlaps(fixes: readonly Fix[]): readonly Fix[] {
  const taken: Edit[] = [];
  return fixes.filter(({ edits }) => {
    const isFree = edits.every((edit) => taken.every((other) => !touches(edit, other)));
    if (isFree) taken.push(...edits);
    return isFree;
  });
}

function touches(one: Edit, other: Edit): boolean {
  return one.cell === other.cell && one.span.start <= other.span.end && other.span.start <= one.span.end;
}

function edited(source: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((one, other) => other.span.start - one.span.start)
    .reduce((now, { span, text }) => now.slice(0, span.start) + text + now.slice(span.end), source);
}

function editIpynb(text: string, notebook: Notebook, edits: readonly Edit[], removals: readonly Removal[]): string {
  const style = jsonStyleOf(text);
  let body = text;
  const touched = [...edits, ...removals].flatMap(({ cell }) => (cell === null ? [] : [cell]));
  const places = findJsonCells(text);
  // From the last cell to the first, so that the places before a change stay right.
  for (const index of [...new Set(touched)].sort((one, other) => other - one)) {
    const place = places[index];
    if (!place) continue;
    const ofCell = edits.filter(({ cell }) => cell === index);
    let cell = body.slice(place.start, place.end);
    if (ofCell.length > 0) cell = withSource(cell, edited(notebook.cells[index]?.source ?? "", ofCell), style);
    for (const removal of removals) if (removal.cell === index) cell = without(cell, removal);
    body = body.slice(0, place.start) + cell + body.slice(place.end);
  }
  for (const removal of removals) if (removal.cell === null) body = without(body, removal);
  return body;
}

/** Takes something out of the JSON text of a cell, or of a notebook. A cell without its outputs was run all the same. */
function without(text: string, removal: Removal): string {
  if (removal.remove === "outputs") return applyEdits(text, modify(text, ["outputs"], [], {}));
  const done = applyEdits(text, modify(text, ["metadata", removal.key], undefined, {}));
  // Format 3 has this one beside the metadata.
  return done === text && removal.key === "collapsed"
    ? applyEdits(text, modify(text, ["collapsed"], undefined, {}))
    : done;
}

/** The JSON text of a cell with another source, in the form that the old one has. */
function withSource(cell: string, source: string, style: JsonStyle): string {
  const value = findSource(cell, { start: 0, end: cell.length });
  if (value === null) return cell;
  const { start, end } = value.span;
  const text = value.isList ? listText(cell, value, source, style) : jsonString(source, style);
  return cell.slice(0, start) + text + cell.slice(end);
}

function listText(cell: string, { span, pieces }: SourceValue, source: string, style: JsonStyle): string {
  const old = new Map(pieces.map(({ raw }) => [readString(cell, raw), cell.slice(raw.start - 1, raw.end + 1)]));
  const lines = source.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const items = lines.map((line) => old.get(line) ?? jsonString(line, style));
  if (items.length === 0) return "[]";
  const [first, last] = [pieces[0], pieces.at(-1)];
  const opening = first === undefined ? "[" : cell.slice(span.start, first.raw.start - 1);
  const closing = last === undefined ? "]" : cell.slice(last.raw.end + 1, span.end);
  const separator = opening.length > 1 ? `,${opening.slice(1)}` : style.comma;
  return opening + items.join(separator) + closing;
}

function readString(text: string, { start, end }: Span): string {
  return JSON.parse(text.slice(start - 1, end + 1)) as string;
}

/** Edits of lines that are in the script as they are in the cell; others (commented magics) are left. */
function editScript(text: string, notebook: Notebook, edits: readonly Edit[]): string {
  const places = sourcePlaces(text, notebook);
  const starts = lineStarts(text);
  const offset = (line: number, column: number) => {
    const from = starts[line - 1] ?? text.length;
    return from + [...text.slice(from, starts[line])].slice(0, column - 1).join("").length;
  };
  const inFile = edits.flatMap((edit): readonly Edit[] => {
    const at = places(edit);
    const span = { start: offset(at.line, at.column), end: offset(at.endLine, at.endColumn) };
    const source = notebook.cells[edit.cell]?.source ?? "";
    const isSame =
      text.slice(span.start, span.end).replaceAll("\r\n", "\n") === source.slice(edit.span.start, edit.span.end);
    return isSame ? [{ ...edit, cell: 0, span }] : [];
  });
  return edited(text, inFile);
}
