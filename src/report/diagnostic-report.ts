import { type Location, lineOf, lineStarts } from "../base/spans.ts";
import type { Diagnostic, Severity } from "../diagnostics/types.ts";
import type { Notebook } from "../notebook/types.ts";

/** A range of a cell's text, as people count: cells, lines and columns from 1. The end is behind the last character. */
export interface NotebookRange {
  readonly cell: number;
  readonly line: number;
  /** In characters (Unicode code points). */
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A {@link Diagnostic} as `--json` prints it; described by `docs/schemas/plan.schema.json`. */
export interface DiagnosticReport {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly location?: NotebookRange;
  readonly related?: readonly { readonly location: NotebookRange; readonly message: string }[];
  readonly hint?: string;
  readonly fix?: {
    readonly title: string;
    readonly safety: "safe" | "unsafe";
    readonly edits: readonly (NotebookRange & { readonly text: string })[];
  };
}

/** Finds the places of a diagnostic in its notebook; those of one that could not be read are at the start of their cell. */
export function diagnosticReport(diagnostic: Diagnostic, notebook: Notebook | null): DiagnosticReport {
  const { location, related, fix, ...rest } = diagnostic;
  const place = (at: Location) => rangeOf(at, notebook?.cells[at.cell]?.source ?? "");
  return {
    ...rest,
    ...(location === undefined ? {} : { location: place(location) }),
    ...(related === undefined
      ? {}
      : { related: related.map((one) => ({ location: place(one.location), message: one.message })) }),
    ...(fix === undefined
      ? {}
      : { fix: { ...fix, edits: fix.edits.map(({ text, ...at }) => ({ ...place(at), text })) } }),
  };
}

function rangeOf({ cell, span }: Location, source: string): NotebookRange {
  const starts = lineStarts(source);
  const at = (offset: number) => {
    const inside = Math.min(offset, source.length);
    const line = lineOf(starts, inside);
    return { line: line + 1, column: [...source.slice(starts[line], inside)].length + 1 };
  };
  const [start, end] = [at(span.start), at(span.end)];
  return { cell: cell + 1, ...start, endLine: end.line, endColumn: end.column };
}
