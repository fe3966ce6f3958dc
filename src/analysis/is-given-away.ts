import type { StatementFacts } from "../languages/facts.ts";
import type { Effect } from "./types.ts";

/** Whether the code of a function or class is given to a decorator of which it is not known what it does: it may register it. */
export function isGivenAway({ function: made, class: owner }: StatementFacts, effects: readonly Effect[]): boolean {
  const decorators = [made, owner, ...(owner?.methods ?? [])].flatMap((one) => one?.decorators ?? []);
  return decorators.length > 0 && effects.some(({ kind }) => kind === "unknown" || kind === "sets");
}
