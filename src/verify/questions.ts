import type { Step } from "../plan/types.ts";

/** A step of a project as its step table has it. */
export interface TableStep {
  readonly name: string;
  readonly title: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** What the project calls the notebook that it comes from, where there are several. */
  readonly notebook?: string;
}

/** Is the value of `name` in the notebook after `cell` (an index) the one that the step `giver` stored? */
export interface Question {
  readonly id: number;
  readonly kind: "input" | "output" | "final";
  readonly step: string;
  readonly name: string;
  readonly cell: number;
  readonly giver: string;
}

/** After which cells which variables are to be described. */
export interface Checkpoint {
  readonly cell: number;
  readonly names: readonly string[];
}

/**
 * All questions about values, in the order of steps: each output of a step after its last cell, each input of a step before its
 * first cell unless that is the same moment, and each final value. `cells` are the indices of the code cells that run.
 */
export function questionsOf(
  table: readonly TableStep[],
  cellsByStep: ReadonlyMap<string, readonly number[]>,
  cells: readonly number[],
): readonly Question[] {
  const found: Omit<Question, "id">[] = [];
  const givers = new Map<string, string>();
  const end = cells.at(-1) ?? 0;
  const lastCell = (step: string) => Math.max(...(cellsByStep.get(step) ?? []));
  for (const { name: step, inputs, outputs } of table) {
    const own = cellsByStep.get(step) ?? [];
    const before = cells.filter((cell) => cell < Math.min(...own)).at(-1);
    for (const name of inputs) {
      const giver = givers.get(name);
      if (giver !== undefined && before !== undefined && before > lastCell(giver))
        found.push({ kind: "input", step, name, cell: before, giver });
    }
    for (const name of outputs) {
      givers.set(name, step);
      if (own.length > 0) found.push({ kind: "output", step, name, cell: lastCell(step), giver: step });
    }
  }
  for (const [name, giver] of givers)
    if (lastCell(giver) < end) found.push({ kind: "final", step: giver, name, cell: end, giver });
  return found.map((question, id) => ({ id, ...question }));
}

/** Where to stop and look, for a list of questions. */
export function checkpointsOf(questions: readonly Question[]): readonly Checkpoint[] {
  const namesByCell = new Map<number, Set<string>>();
  for (const { cell, name } of questions) {
    const names = namesByCell.get(cell) ?? new Set();
    namesByCell.set(cell, names.add(name));
  }
  return [...namesByCell].sort(([one], [other]) => one - other).map(([cell, names]) => ({ cell, names: [...names] }));
}

/** The code cells of each step, by the step's name. */
export function cellsOfSteps(
  steps: readonly Pick<Step, "name" | "cells">[],
  cells: readonly number[],
): ReadonlyMap<string, readonly number[]> {
  return new Map(steps.map((step) => [step.name, cells.filter((cell) => step.cells.includes(cell))]));
}
