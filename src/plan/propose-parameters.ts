import type { Analysis } from "../analysis/types.ts";
import { historyOf, isPlainAssignment } from "./classify.ts";
import type { Role } from "./types.ts";

/** Types of constants that a user may want to set from the command line. */
const SIMPLE = new Set(["builtins.int", "builtins.float", "builtins.str", "builtins.bool"]);

/**
 * Marks as parameters the constants that open the notebook: `name = literal` above the first statement that computes
 * anything, bound once. Tagged parameters are untouched.
 */
export function proposeParameters(analysis: Analysis, roles: readonly Role[]): Role[] {
  const { writers } = historyOf(analysis);
  const proposed = [...roles];
  for (const statement of analysis.statements) {
    if (roles[statement.id] !== "data") continue;
    const [definition] = statement.definitions;
    const isConstant = isPlainAssignment(statement) && definition !== undefined && statement.facts.display === null;
    const onlySeeds =
      statement.definitions.length === 0 &&
      statement.effects.length > 0 &&
      statement.effects.every((effect) => effect.kind === "seeds");
    if (!isConstant && !onlySeeds) break;
    if (isConstant && SIMPLE.has(definition.type ?? "") && writers.get(definition.name)?.length === 1)
      proposed[statement.id] = "parameter";
  }
  return proposed;
}
