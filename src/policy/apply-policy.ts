import type { Diagnostic, Severity } from "../diagnostics/types.ts";
import type { Cell } from "../notebook/types.ts";
import { type Selectable, unknownSelectors } from "./selection.ts";
import {
  type MisspeltSuppression,
  misspeltSuppressions,
  type Suppression,
  SuppressionIndex,
  suppressionsIn,
} from "./suppressions.ts";

/** What is told of a notebook, and what is not. */
export interface Judged {
  /** With the severity that configuration gives them. */
  readonly told: readonly Diagnostic[];
  /** Allowed by a comment. */
  readonly allowed: readonly Diagnostic[];
}

/**
 * Weighs diagnostics by configuration and takes out what comments in the notebook allow. Comments that allow nothing are
 * told themselves (CW450), as are those that are not understood or name no rule of `known` (CW451).
 */
export function applyPolicy(
  diagnostics: readonly Diagnostic[],
  cells: readonly Cell[],
  ruleOf: (code: string) => Selectable,
  severityOf: (rule: Selectable, own: Severity) => Severity | null,
  known: readonly Selectable[],
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
  const misspelt = severityOf(ruleOf(MISSPELT), "warning");
  for (const one of suppressions) {
    const [unknown] = unknownSelectors(one.selectors, known);
    if (unknown !== undefined && misspelt !== null) told.push(unknownRule(one, unknown, misspelt));
    else if (!used.has(one) && idle !== null) told.push(idleSuppression(one, idle));
  }
  if (misspelt !== null) for (const one of misspeltSuppressions(cells)) told.push(notUnderstood(one, misspelt));
  return { told, allowed };
}

const IDLE = "CW450";
const MISSPELT = "CW451";
const FORM = "write `# cellwright: allow CW212 why`, or `allow-cell`, `allow-file`";

function unknownRule({ cell, span }: Suppression, selector: string, severity: Severity): Diagnostic {
  const message = `This comment allows \`${selector}\`, and there is no such rule.`;
  return { code: MISSPELT, severity, message, location: { cell, span }, hint: "`cellwright explain` lists the rules" };
}

function notUnderstood({ cell, span, text }: MisspeltSuppression, severity: Severity): Diagnostic {
  const message = `This comment is not understood and allows nothing: \`${text.slice(0, 60).replaceAll("`", "'")}\`.`;
  return { code: MISSPELT, severity, message, location: { cell, span }, hint: FORM };
}

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
