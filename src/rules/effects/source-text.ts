import type { Span } from "../../base/spans.ts";
import { placeOf, type Subject } from "../subject.ts";

/** The first line of what the source of a cell has at a span of its code, not too long: for messages. */
export function sourceText(
  subject: Pick<Subject, "analysis" | "notebook">,
  cell: number,
  span: Span,
  most = 50,
): string {
  const { start, end } = placeOf(subject, cell, span).span;
  const line = (subject.notebook.cells[cell]?.source ?? "").slice(start, end).split("\n")[0]?.trimEnd() ?? "";
  return line.length > most ? `${line.slice(0, most)}...` : line;
}
