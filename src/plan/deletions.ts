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

/** Whether a draft may end without the name: `del`, also on some paths, or `except ... as name`. */
export function mayDelete({ statements }: Analysis, draft: Draft, name: string): boolean {
  return draft.statements.some((id) => (statements[id] as Statement).facts.deletions.some((one) => one.name === name));
}

/** A name that may be gone where its draft ends, and that no code below names: only its object changes there. */
export function isGoneUnnoticed(
  analysis: Analysis,
  drafts: readonly Draft[],
  draftOf: ReadonlyMap<StatementId, number>,
  definition: StatementId,
  name: string,
): boolean {
  const giver = draftOf.get(definition) ?? 0;
  if (!mayDelete(analysis, drafts[giver] as Draft, name)) return false;
  return !analysis.statements.some(({ facts }, id) =>
    facts.tokens.some((token) => token.name === name && (token.deferred || (draftOf.get(id) ?? 0) > giver)),
  );
}
