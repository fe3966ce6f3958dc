import type { Location } from "../base/spans.ts";
import { type TextRange, textLines, textRange } from "../base/text-range.ts";
import type { Diagnostic, Fix, Removal, Severity } from "../diagnostics/types.ts";
import type { Notebook } from "../notebook/types.ts";

/** A range of a cell's text, as people count: cells from 1 too. */
export interface NotebookRange extends TextRange {
  readonly cell: number;
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
    readonly removals?: readonly Removal[];
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
    ...(fix === undefined ? {} : { fix: fixReport(fix, place) }),
  };
}

function fixReport(
  { edits, removals, ...rest }: Fix,
  place: (at: Location) => NotebookRange,
): NonNullable<DiagnosticReport["fix"]> {
  return {
    ...rest,
    edits: edits.map(({ text, ...at }) => ({ ...place(at), text })),
    ...(removals === undefined ? {} : { removals: removals.map(counted) }),
  };
}

/** People count cells from 1. */
function counted(removal: Removal): Removal {
  return removal.cell === null ? removal : { ...removal, cell: removal.cell + 1 };
}

function rangeOf({ cell, span }: Location, source: string): NotebookRange {
  return { cell: cell + 1, ...textRange(textLines(source), span) };
}
