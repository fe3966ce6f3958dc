import type { Diagnostic } from "../diagnostics/types.ts";
import type { Rule } from "./rule.ts";
import type { Subject } from "./subject.ts";

/** Asks rules of a notebook: their diagnostics in the order of the notebook, what is about the whole file first. */
export function checkRules(subject: Subject, rules: readonly Rule[]): readonly Diagnostic[] {
  return rules
    .flatMap(({ code, severity, check }) => check(subject).map((finding) => ({ code, severity, ...finding })))
    .sort(inReadingOrder);
}

/** By cell, by place in the cell, by code. */
export function inReadingOrder(one: Diagnostic, other: Diagnostic): number {
  const [a, b] = [one.location, other.location];
  return (
    (a?.cell ?? -1) - (b?.cell ?? -1) ||
    (a?.span.start ?? 0) - (b?.span.start ?? 0) ||
    (a?.span.end ?? 0) - (b?.span.end ?? 0) ||
    (one.code < other.code ? -1 : one.code > other.code ? 1 : 0)
  );
}
