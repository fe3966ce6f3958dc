import type { Grouping, StepGraph } from "../plan/types.ts";
import type { TableStep } from "./questions.ts";

/** How steps may have been asked for. */
export interface GroupingWish {
  readonly by: Grouping | null;
  readonly level: number | null;
}

/** All ways to ask for steps, the most usual first. */
export const groupingWishes: readonly GroupingWish[] = [
  { by: null, level: null },
  { by: "tags", level: null },
  { by: "headings", level: null },
  { by: "auto", level: null },
  ...[1, 2, 3, 4, 5, 6].map((level) => ({ by: "headings" as const, level })),
];

/** Whether a plan is the one of a step table: the same steps in the same order, which take and give the same. */
export function isPlanOf(table: readonly TableStep[], { steps }: Pick<StepGraph, "steps">): boolean {
  return (
    hasStepsOf(table, { steps }) &&
    steps.every((step, at) => {
      const row = table[at];
      return (
        sameNames(
          row?.outputs ?? [],
          step.outputs.map((one) => one.name),
        ) &&
        sameNames(
          row?.inputs ?? [],
          step.inputs.map((one) => one.name),
        )
      );
    })
  );
}

/** Whether a plan has the steps of a step table, whatever they take and give. */
export function hasStepsOf(table: readonly TableStep[], { steps }: Pick<StepGraph, "steps">): boolean {
  return steps.length === table.length && steps.every((step, at) => step.name === table[at]?.name);
}

function sameNames(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name) => other.includes(name));
}
