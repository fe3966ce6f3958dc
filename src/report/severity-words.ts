import type { Severity } from "../diagnostics/types.ts";

/** What people read for a severity, and what SARIF calls it. */
export const severityWords: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "note" };
