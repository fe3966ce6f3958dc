import { lineOf, lineStarts, type Span } from "./spans.ts";

/** A range of text as people count: lines and columns from 1, columns in characters (code points); the end is behind the last one. */
export interface TextRange {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A text with what finding places in it needs; made once where there are many places. */
export interface TextLines {
  readonly text: string;
  readonly starts: readonly number[];
  /** Some characters take two UTF-16 units. */
  readonly hasPairs: boolean;
}

/** Gets a text ready for {@link textRange}. */
export function textLines(text: string): TextLines {
  return { text, starts: lineStarts(text), hasPairs: /[\ud800-\udbff]/.test(text) };
}

/** A span of a text as lines and columns. */
export function textRange({ text, starts, hasPairs }: TextLines, span: Span): TextRange {
  const at = (offset: number) => {
    const inside = Math.min(offset, text.length);
    const line = lineOf(starts, inside);
    const start = starts[line] as number;
    const column = hasPairs ? [...text.slice(start, inside)].length : inside - start;
    return { line: line + 1, column: column + 1 };
  };
  const [start, end] = [at(span.start), at(span.end)];
  return { ...start, endLine: end.line, endColumn: end.column };
}
