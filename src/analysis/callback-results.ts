import type { FunctionFacts } from "../languages/facts.ts";
import type { MadeClass, Value } from "./values.ts";

/** Results of code of the notebook, by its function or class. */
export class CallbackResults {
  readonly #results = new Map<FunctionFacts | MadeClass, Value[]>();
  readonly #met = new Set<string>();

  /** Whether the statement gives a value with these objects to a library for the first time. */
  meets({ type, nodes }: Value): boolean {
    const key = `${type} ${nodes}`;
    if (this.#met.has(key)) return false;
    this.#met.add(key);
    return true;
  }

  /** The results so far, to be added to. Code that is not known is always new. */
  of(code: FunctionFacts | MadeClass | null): Value[] {
    const found = code === null ? [] : (this.#results.get(code) ?? []);
    if (code !== null) this.#results.set(code, found);
    return found;
  }
}
