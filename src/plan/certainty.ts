import type { Statement } from "../analysis/types.ts";
import type { Certainty } from "./types.ts";

/** How sure it is that a statement gives a name the value that is read; `certain`: it is read on every path. */
export function certaintyOf({ definitions, updates }: Statement, name: string, certain: boolean): Certainty {
  const isProved =
    definitions.some((one) => one.name === name && one.certain) ||
    updates.some((one) => one.name === name && one.evidence === "proved");
  if (certain && isProved) return "proved";
  return [...definitions, ...updates].some((one) => one.name === name && one.seen) ? "seen" : "assumed";
}
