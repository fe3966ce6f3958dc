import type { CheckReport } from "../policy/types.ts";
import { checkFunnel, type FunnelStage } from "./check-funnel.ts";
import { type CheckTotals, checkTotals, type RuleTotal, ruleTotals } from "./check-totals.ts";
import { jsonText } from "./json-text.ts";
import { withoutSecrets } from "./without-secrets.ts";

/** What `cellwright check --format json` prints; described by `docs/schemas/check.schema.json`. */
export interface CheckJson extends CheckReport {
  readonly version: 1;
  readonly totals: CheckTotals;
  readonly funnel: readonly FunnelStage[];
  readonly rules: readonly RuleTotal[];
}

/** A check as JSON. It holds the whole report, so that reports of parts can be put together; lines with secrets are empty. */
export function renderCheckJson(report: CheckReport): string {
  const shown = withoutSecrets(report);
  const value: CheckJson = {
    version: 1,
    totals: checkTotals(shown),
    funnel: checkFunnel(shown),
    rules: ruleTotals(shown),
    notebooks: shown.notebooks,
  };
  return `${jsonText(value, 2)}\n`;
}
