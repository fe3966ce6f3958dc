import { lineOf, type Span } from "../base/spans.ts";
import { eachItem, eachMember, endOfJson, jsonText, startOfJson } from "./scan-json.ts";

/** One JSON string of a cell's source, in the text of its file. */
export interface SourcePiece {
  /** The characters between its quotes. */
  readonly raw: Span;
  /** Offset in the cell's source at which it starts; line ends count as one character there. */
  readonly start: number;
}

/** The value of a cell's `source` (`input` in nbformat 3) in the text of its file. */
export interface SourceValue {
  readonly span: Span;
  readonly isList: boolean;
  readonly pieces: readonly SourcePiece[];
}

/** Finds the source of a cell whose JSON text is at `cell`; null when it has none. */
export function findSource(text: string, cell: Span): SourceValue | null {
  const object = startOfJson(text, cell.start);
  if (object >= cell.end || text[object] !== "{") return null;
  const values = new Map<string, Span>();
  eachMember(text, object, (key, start) => {
    const end = endOfJson(text, start);
    values.set(key, { start, end });
    return end;
  });
  const span = values.get("source") ?? values.get("input");
  if (span === undefined) return null;
  const pieces: SourcePiece[] = [];
  let offset = 0;
  const add = (start: number, end: number) => {
    pieces.push({ raw: { start: start + 1, end: end - 1 }, start: offset });
    offset += jsonText(text, start, end).replaceAll(/\r\n?/g, "\n").length;
  };
  const isList = text[span.start] === "[";
  if (text[span.start] === '"') add(span.start, span.end);
  if (isList)
    eachItem(text, span.start, (start) => {
      const end = endOfJson(text, start);
      if (text[start] === '"') add(start, end);
      return end;
    });
  return { span, isList, pieces };
}

/** From mark to mark so many characters of a source are walked at most. */
const STEP = 256;

/** Tells the offset in the file of an offset in the cell's source. */
export function fileOffsets(text: string, { pieces, span }: SourceValue): (offset: number) => number {
  const starts = pieces.map(({ start }) => start);
  /** For each piece the offsets in the file of every so many characters, as far as they were needed. */
  const marks = new Map<SourcePiece, number[]>();
  return (offset) => {
    const piece = pieces[lineOf(starts, offset)];
    if (piece === undefined) return span.start;
    const known = marks.get(piece) ?? [piece.raw.start];
    marks.set(piece, known);
    const distance = offset - piece.start;
    while (known.length * STEP <= distance && (known.at(-1) as number) < piece.raw.end)
      known.push(walked(text, known.at(-1) as number, STEP, piece.raw.end));
    const mark = Math.min(known.length - 1, Math.floor(distance / STEP));
    return walked(text, known[mark] as number, distance - mark * STEP, piece.raw.end);
  };
}

/** The offset so many characters of the source further on, in the raw text of a JSON string. */
function walked(text: string, from: number, count: number, end: number): number {
  let at = from;
  for (let left = count; left > 0 && at < end; left--) {
    const isLineEnd = text.startsWith("\\r\\n", at);
    at += isLineEnd ? 4 : text[at] !== "\\" ? 1 : text[at + 1] === "u" ? 6 : 2;
  }
  return at;
}
