import type { Analysis, Statement, StatementId } from "../../analysis/types.ts";
import type { Step, StepGraph, StoredName } from "../types.ts";

/** A value that a step stores, or can store. */
export interface StorableName extends StoredName {
  readonly type: string | null;
}

/** Asks which stored value a name stands for at a statement. */
export class StoredVersions {
  readonly #statements: readonly Statement[];
  readonly #steps: readonly Step[];
  /** For each statement that runs once, the place of its step. */
  readonly #places = new Map<StatementId, number>();
  /** The statements that run in steps, in order. */
  readonly inSteps: readonly StatementId[];

  constructor({ statements }: Analysis, { steps }: StepGraph) {
    this.#statements = statements;
    this.#steps = steps;
    steps.forEach(({ parts }, at) => {
      for (const { statement, replayed } of parts.flatMap((part) => part.statements))
        if (!replayed && !this.#places.has(statement)) this.#places.set(statement, at);
    });
    this.inSteps = [...this.#places.keys()].sort((a, b) => a - b);
  }

  /** The step that a statement belongs to; null for what is in none. */
  stepOf(id: StatementId): Step | null {
    const at = this.#places.get(id);
    return at === undefined ? null : (this.#steps[at] ?? null);
  }

  /** The step whose stored value of the name is what it is at the end of a statement; null when none stores it like that. */
  giverAt(name: string, id: StatementId): string | null {
    const last = this.inSteps.findLast((one) => one <= id && this.changes(one, name));
    const step = last === undefined ? null : this.stepOf(last);
    if (last === undefined || !step?.outputs.some((output) => output.name === name)) return null;
    const changesLater = this.inSteps.some((one) => one > last && this.stepOf(one) === step && this.changes(one, name));
    return changesLater ? null : step.name;
  }

  /** The step that could store what the name is at the end of a statement, with its type; null when none can. */
  storableAt(name: string, id: StatementId): StorableName | null {
    const before = this.inSteps.filter((one) => one <= id);
    const last = before.findLast((one) => this.changes(one, name));
    const step = last === undefined ? null : this.stepOf(last);
    if (last === undefined || step === null) return null;
    const made = before
      .flatMap((one) => this.#statements[one]?.definitions.filter((of) => of.name === name) ?? [])
      .at(-1);
    if (made === undefined || made.kind !== "variable" || made.live || !made.certain) return null;
    const changesLater = this.inSteps.some((one) => one > last && this.stepOf(one) === step && this.changes(one, name));
    return changesLater || name.startsWith("_") ? null : { step: step.name, name, type: made.type };
  }

  /**
   * Whether a statement binds the name or changes its value: for sure, or perhaps where it names it. Whether another value's change
   * showed in it, is seen when features are tried.
   */
  changes(id: StatementId, name: string): boolean {
    const { definitions, updates, deletions, facts } = this.#statements[id] as Statement;
    if (deletions.includes(name) || definitions.some((one) => one.name === name)) return true;
    const isNamed = () => facts.tokens.some((token) => token.name === name);
    return updates.some((one) => one.name === name && (one.certain || isNamed()));
  }
}
