import type { Analysis, Statement, StatementId } from "../analysis/types.ts";
import type { Connection, Draft } from "./drafts.ts";

/** A plain `del` of names that the draft neither binds above nor takes in. */
export function deletesNothingHere(
  analysis: Analysis,
  draft: Draft,
  { inputs }: Pick<Connection, "inputs">,
  id: StatementId,
): boolean {
  const { facts } = analysis.statements[id] as Statement;
  if (facts.kind !== "delete" || facts.deletions.length === 0) return false;
  const names = new Set(facts.deletions.map((one) => one.name));
  const isBound = draft.statements.some(
    (other) => other < id && (analysis.statements[other] as Statement).definitions.some((one) => names.has(one.name)),
  );
  return !isBound && ![...names].some((name) => inputs.has(name));
}
