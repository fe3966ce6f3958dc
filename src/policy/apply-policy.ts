import type { Diagnostic, Severity } from "../diagnostics/types.ts";
import type { Cell } from "../notebook/types.ts";
import type { Selectable } from "./selection.ts";
import { type Suppression, SuppressionIndex, suppressionsIn } from "./suppressions.ts";

/** What is told of a notebook, and what is not. */
export interface Judged {
  /** With the severity that configuration gives them. */
  readonly told: readonly Diagnostic[];
  /** Allowed by a comment. */
  readonly allowed: readonly Diagnostic[];
}

/**
 * Weighs diagnostics by configuration and takes out what comments in the notebook allow. Comments that allow nothing are
 * told themselves (CW450).
 */
export function applyPolicy(
  diagnostics: readonly Diagnostic[],
  cells: readonly Cell[],
  ruleOf: (code: string) => Selectable,
  severityOf: (rule: Selectable, own: Severity) => Severity | null,
): Judged {
  const suppressions = suppressionsIn(cells);
  const index = new SuppressionIndex(suppressions, cells);
  const used = new Set<Suppression>();
  const [told, allowed]: [Diagnostic[], Diagnostic[]] = [[], []];
  for (const diagnostic of diagnostics) {
    const rule = ruleOf(diagnostic.code);
    const severity = severityOf(rule, diagnostic.severity);
    if (severity === null) continue;
    const allowing = index.allowing(diagnostic, rule);
    for (const one of allowing) used.add(one);
    (allowing.length > 0 ? allowed : told).push({ ...diagnostic, severity });
  }
  const idle = severityOf(ruleOf(IDLE), "info");
  if (idle !== null) for (const one of suppressions) if (!used.has(one)) told.push(idleSuppression(one, idle));
  return { told, allowed };
}

const IDLE = "CW450";

function idleSuppression({ cell, span, selectors }: Suppression, severity: Severity): Diagnostic {
  const named = selectors.map((one) => `\`${one}\``).join(", ");
  return {
    code: IDLE,
    severity,
    message: `This comment allows ${named}, and there is nothing of that kind here.`,
    location: { cell, span },
    hint: "remove the comment",
    fix: { title: "Remove the comment", safety: "safe", edits: [{ cell, span, text: "" }] },
  };
}
