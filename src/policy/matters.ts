import type { Severity } from "../diagnostics/types.ts";
import type { CheckReport } from "./types.ts";

/** Severities in numbers: the worse, the more. */
export const SEVERITY_RANKS: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 };

/** Whether a report holds something of at least this severity. */
export function matters({ notebooks }: CheckReport, failOn: Severity | "never"): boolean {
  if (failOn === "never") return false;
  return notebooks.some(({ problems }) =>
    problems.some(({ severity }) => SEVERITY_RANKS[severity] >= SEVERITY_RANKS[failOn]),
  );
}
