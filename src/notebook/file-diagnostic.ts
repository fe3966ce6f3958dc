import type { Diagnostic, Severity } from "../diagnostics/types.ts";

/** What may be known of a diagnostic besides its message. */
export interface DiagnosticDetail {
  /** Index of the cell that it is about. */
  readonly cell?: number;
  readonly start?: number;
  readonly end?: number;
  readonly hint?: string;
}

/** A diagnostic about the notebook file (family CW4xx), or about one of its cells as the file has it. */
export function fileDiagnostic(
  code: string,
  severity: Severity,
  message: string,
  { cell, start = 0, end = start, hint }: DiagnosticDetail = {},
): Diagnostic {
  return {
    code,
    severity,
    message,
    ...(cell === undefined ? {} : { location: { cell, span: { start, end } } }),
    ...(hint === undefined ? {} : { hint }),
  };
}
