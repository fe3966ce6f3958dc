import { lineOf, lineStarts } from "../base/spans.ts";
import type { Diagnostic } from "../diagnostics/types.ts";
import type { Notebook } from "../notebook/types.ts";
import { plainText } from "./plain-text.ts";
import { severityWords } from "./severity-words.ts";
import { blankFor, textWidth } from "./text-width.ts";

/** Diagnostics as text with the line of code that each is about. */
export function renderDiagnostics(diagnostics: readonly Diagnostic[], notebook: Notebook | null): string {
  return diagnostics.map((one) => renderDiagnostic(one, notebook)).join("\n");
}

function renderDiagnostic(diagnostic: Diagnostic, notebook: Notebook | null): string {
  const lines = [`${severityWords[diagnostic.severity]} ${diagnostic.code}: ${plainText(diagnostic.message)}`];
  const { location } = diagnostic;
  if (location && notebook) lines.push(...frame(notebook, location.cell, location.span.start, location.span.end));
  for (const related of diagnostic.related ?? []) {
    lines.push(`  ${plainText(related.message)}:`);
    if (notebook)
      lines.push(...frame(notebook, related.location.cell, related.location.span.start, related.location.span.end));
  }
  if (diagnostic.hint !== undefined) lines.push(`  help: ${plainText(diagnostic.hint)}`);
  return `${lines.join("\n")}\n`;
}

function frame(notebook: Notebook, cell: number, start: number, end: number): string[] {
  const source = notebook.cells[cell]?.source ?? "";
  const starts = lineStarts(source);
  const line = lineOf(starts, start);
  const text = source.split("\n")[line] ?? "";
  const column = Math.min(Math.max(0, start - (starts[line] ?? 0)), text.length);
  const above = plainText(text.slice(0, column));
  const marked = plainText(text.slice(column, column + Math.max(0, end - start)));
  const number = String(line + 1);
  return [
    `  --> ${plainText(notebook.path)}, cell ${cell + 1}, line ${number}`,
    `   ${number} | ${plainText(text)}`,
    `   ${" ".repeat(number.length)} | ${blankFor(above)}${"^".repeat(Math.max(1, textWidth(marked)))}`,
  ];
}
