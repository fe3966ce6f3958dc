import { lineOf, lineStarts, type Span } from "./spans.ts";

/** A range of text as people count: lines and columns from 1, columns in characters (code points); the end is behind the last one. */
export interface TextRange {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A span of a text as lines and columns; `starts` are its {@link lineStarts}, where they are known. */
export function textRange(text: string, span: Span, starts: readonly number[] = lineStarts(text)): TextRange {
  const at = (offset: number) => {
    const inside = Math.min(offset, text.length);
    const line = lineOf(starts, inside);
    return { line: line + 1, column: [...text.slice(starts[line], inside)].length + 1 };
  };
  const [start, end] = [at(span.start), at(span.end)];
  return { ...start, endLine: end.line, endColumn: end.column };
}
