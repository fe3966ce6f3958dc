import type { Expr, StatementFacts } from "../languages/facts.ts";
import type { Machine } from "./machine.ts";
import type { Effect } from "./types.ts";

/**
 * Whether the code of a function or class is given to something of which it is not known what it does with it: a decorator, or
 * a base of a library that is not known. It may register it.
 */
export function isGivenAway(
  machine: Machine,
  { function: made, class: owner }: StatementFacts,
  effects: readonly Effect[],
): boolean {
  if (owner?.bases.some((base) => isForeign(machine, base))) return true;
  const decorators = [made, owner, ...(owner?.methods ?? [])].flatMap((one) => one?.decorators ?? []);
  return decorators.length > 0 && effects.some(({ kind }) => kind === "unknown" || kind === "sets");
}

function isForeign(machine: Machine, base: Expr): boolean {
  if (base.kind === "member") return isForeign(machine, base.of);
  const path = base.kind === "name" ? machine.names.get(base.name)?.path : undefined;
  const [module] = path?.split(".") ?? [];
  return module !== undefined && module !== "builtins" && !machine.knowledge.knowsModule(module);
}
