import type { Analysis, Statement } from "../analysis/types.ts";
import type { Span } from "../base/spans.ts";
import { needsValues, seeds } from "./settings.ts";
import type { Role } from "./types.ts";

/** Gives set-up that seeds, and that cannot stand in a module since it reads values, to the step where it stands. */
export function withSeedingInSteps(analysis: Analysis, roles: readonly Role[]): Role[] {
  return roles.map((role, id) => {
    const isSeeding = role === "setting" && seeds(analysis.statements[id] as Statement);
    return isSeeding && needsValues(analysis, roles, id) ? "data" : role;
  });
}

/**
 * Whether a statement does its work once, in its own step, and is repeated by later steps for what it sets: one that seeds
 * besides (`set_seed(SEED)`; the random state is kept then), or whose value is kept (`before = np.seterr(all="raise")`).
 */
export function setsUpLaterSteps(roles: readonly Role[], statement: Statement): boolean {
  const { id, effects, updates, reads } = statement;
  if (roles[id] !== "data" || updates.length > 0 || !effects.some(({ kind }) => kind === "sets")) return false;
  if (effects.some(({ kind }) => !["sets", "seeds", "reads"].includes(kind))) return false;
  const isOfLibrary = reads.every(({ from }) => from.every((one) => roles[one] === "import"));
  return callOf(statement) !== null && (seeds(statement) || isOfLibrary);
}

/** The call that a statement is, or whose value it binds to a name; null for all else. */
export function callOf({ facts }: Statement): Span | null {
  const [operation, ...others] = facts.operations;
  if (others.length > 0 || (operation?.op !== "bind" && operation?.op !== "evaluate")) return null;
  const { kind, span } = operation.value;
  return kind === "call" && span.end === facts.span.end ? span : null;
}
