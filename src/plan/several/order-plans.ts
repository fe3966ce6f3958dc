import type { Diagnostic } from "../../diagnostics/types.ts";
import { firstUses, type World, whyOrdered } from "../order.ts";
import type { NotebookPlan } from "./types.ts";

/** Notebooks in the order in which they run. */
export interface OrderedPlans<T extends NotebookPlan> {
  readonly plans: readonly T[];
  /** CW341, where there is no such order. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What one notebook finds in the world before it writes itself, and what it leaves there. */
interface Traffic {
  readonly finds: World;
  readonly leaves: World;
}

/**
 * A notebook that reads what another one writes comes after it; else they stay in the order in which they are given. Only files
 * whose names are known count.
 */
export function orderPlans<T extends NotebookPlan>(plans: readonly T[]): OrderedPlans<T> {
  const traffic = plans.map(
    ({ analysis }): Traffic =>
      firstUses(
        analysis,
        plans.map((one) => one.analysis),
      ),
  );
  const because = (before: number, after: number): string | null =>
    before === after ? null : whyOrdered((traffic[before] as Traffic).leaves, (traffic[after] as Traffic).finds);
  const ordered: number[] = [];
  let waiting = plans.map((_, at) => at);
  while (waiting.length > 0) {
    const next = waiting.find((at) => waiting.every((other) => because(other, at) === null));
    if (next === undefined) return { plans, diagnostics: [circular(plans, circleIn(waiting, because), because)] };
    ordered.push(next);
    waiting = waiting.filter((at) => at !== next);
  }
  return { plans: ordered.map((at) => plans[at] as T), diagnostics: [] };
}

/** Notebooks each of which reads what the next one writes, and the last what the first writes; all of `waiting` wait for one. */
function circleIn(
  waiting: readonly number[],
  because: (before: number, after: number) => string | null,
): readonly number[] {
  const path: number[] = [];
  for (let at = waiting[0] as number; !path.includes(at); ) {
    path.push(at);
    at = waiting.find((other) => because(other, at) !== null) as number;
    if (path.includes(at)) return path.slice(path.indexOf(at));
  }
  return path;
}

function circular(
  plans: readonly NotebookPlan[],
  circle: readonly number[],
  because: (before: number, after: number) => string | null,
): Diagnostic {
  const nameOf = (at: number) => `\`${plans[at]?.graph.notebook.split(/[\\/]/).at(-1)}\``;
  const reads = circle.map((at, place) => {
    const writer = circle[(place + 1) % circle.length] as number;
    return `${nameOf(at)} reads what ${nameOf(writer)} writes (${because(writer, at)})`;
  });
  return {
    code: "CW341",
    severity: "error",
    message: `There is no order in which these notebooks could be one pipeline: ${reads.join(", ")}.`,
    hint: "Let one of them write to a file of another name, or make projects of their own of them.",
  };
}
