import type { Place } from "../policy/types.ts";

/** The line of a place in three parts; the middle one is what the place is about. All are empty when its text is not shown. */
export interface MarkedLine {
  readonly before: string;
  readonly marked: string;
  readonly after: string;
}

/** Cuts the first line of a place where the place starts and ends. What lies on further lines or behind the kept text is left out. */
export function markedLine({ text, line, column, endLine, endColumn }: Place): MarkedLine {
  const characters = [...text];
  const start = Math.min(column - 1, characters.length);
  const end = endLine > line ? characters.length : Math.min(Math.max(start, endColumn - 1), characters.length);
  const part = (from: number, to: number) => characters.slice(from, to).join("");
  return { before: part(0, start), marked: part(start, end), after: part(end, characters.length) };
}
