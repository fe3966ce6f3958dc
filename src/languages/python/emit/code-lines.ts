import type { Span } from "../../../base/spans.ts";

/** A line of code. A `fixed` one starts inside a string literal: its indentation belongs to the string. */
export interface CodeLine {
  readonly text: string;
  readonly fixed: boolean;
}

/** A replacement in a text. */
export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

/** The text of `span` with edits applied (they do not overlap), as lines that know which of them may be indented. */
export function codeLines(
  text: string,
  span: Span,
  edits: readonly TextEdit[],
  multilineStrings: readonly Span[],
): readonly CodeLine[] {
  const lines: CodeLine[] = [];
  let current = "";
  let fixed = false;
  const inside = (at: number) => multilineStrings.some((string) => string.start < at && at < string.end);
  const push = (piece: string, at: number) => {
    for (let from = 0; ; ) {
      const newline = piece.indexOf("\n", from);
      if (newline === -1) {
        current += piece.slice(from);
        return;
      }
      lines.push({ text: current + piece.slice(from, newline), fixed });
      current = "";
      fixed = inside(at + newline + 1);
      from = newline + 1;
    }
  };
  let at = span.start;
  const inner = edits.filter((edit) => edit.span.start >= span.start && edit.span.end <= span.end);
  for (const edit of [...inner].sort((a, b) => a.span.start - b.span.start)) {
    push(text.slice(at, edit.span.start), at);
    current += edit.text;
    at = edit.span.end;
  }
  push(text.slice(at, span.end), at);
  lines.push({ text: current, fixed });
  return lines;
}

/** Lines moved to the right by `levels` of four spaces. */
export function indentLines(lines: readonly CodeLine[], levels: number): readonly CodeLine[] {
  const space = " ".repeat(4 * levels);
  return lines.map((line) => (line.fixed || line.text === "" ? line : { ...line, text: space + line.text }));
}

/** Lines of a text that holds no string over several lines. */
export function plainLines(text: string): readonly CodeLine[] {
  return text.split("\n").map((line) => ({ text: line, fixed: false }));
}

/** Lines as text, without a newline at the end. */
export function linesToText(lines: readonly CodeLine[]): string {
  return lines.map((line) => line.text).join("\n");
}
