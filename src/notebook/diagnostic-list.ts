import type { Diagnostic, Severity } from "../diagnostics/types.ts";
import { type DiagnosticDetail, fileDiagnostic } from "./file-diagnostic.ts";

/** More than this many diagnostics about one file are counted, not kept: a broken file can have millions. */
const limit = 200;

/** Collects the diagnostics of one reading. */
export class DiagnosticList {
  readonly #kept: Diagnostic[] = [];
  #left = 0;

  /** Adds a diagnostic, or counts it when there are too many. */
  add(code: string, severity: Severity, message: string, detail: DiagnosticDetail = {}): void {
    if (this.#kept.length < limit) this.#kept.push(fileDiagnostic(code, severity, message, detail));
    else this.#left++;
  }

  /** All that were added, in order; CW419 says how many were left out. */
  all(): Diagnostic[] {
    if (this.#left === 0) return this.#kept;
    const message = `${this.#left} more ${this.#left === 1 ? "problem of this file is" : "problems of this file are"} not shown.`;
    return [...this.#kept, fileDiagnostic("CW419", "info", message)];
  }
}
