import type { Analysis, Statement } from "../../analysis/types.ts";
import type { Use } from "../../languages/facts.ts";

/** Where thousands of functions call each other, not all that may be missing is told. */
const MOST_NAMES = 500_000;

/** A read that may happen, of a name that nothing above defines. */
export interface PossibleRead {
  readonly name: string;
  readonly span: Use["span"];
  /** The function that reads it. */
  readonly through?: string;
}

/**
 * Reads in loops, branches, comprehensions and functions, which may not happen, of names that no statement above defines on any path. Where a
 * `try` copes with a missing name they do not count. What a function reads counts where it is called; a name that no cell
 * binds at all counts where the function stands. By statement.
 */
export class PossibleReads {
  /** Names that some statement up to now binds, and has not deleted for certain. */
  readonly #defined: Set<string>;
  readonly #ever: ReadonlySet<string>;
  /** How many more names are followed from function to function. */
  #left = MOST_NAMES;
  /** What functions and classes read when they are called. */
  readonly #deferred = new Map<string, readonly Use[]>();

  constructor({ analysis, builtins }: { readonly analysis: Analysis; readonly builtins: ReadonlySet<string> }) {
    const always = [...builtins, ...boundByCalls(analysis.statements)];
    this.#defined = new Set(always);
    this.#ever = new Set([
      ...always,
      ...analysis.statements.flatMap(({ definitions }) => definitions.map(({ name }) => name)),
    ]);
  }

  /** What the next statement may read in vain. */
  next(statement: Statement): readonly PossibleRead[] {
    const { facts, definitions, deletions } = statement;
    const own = new Set(definitions.map(({ name }) => name));
    const isMissing = (name: string) => !this.#defined.has(name) && !own.has(name);
    const untried = facts.uses.filter(({ tried }) => tried === undefined);
    const found: PossibleRead[] = untried
      .filter(({ name, when, certain }) => (when === "now" ? !certain && isMissing(name) : !this.#ever.has(name)))
      .map(({ name, span }) => ({ name, span }));
    for (const { name, span, deferred } of [...facts.calls, ...facts.passes])
      if (!deferred)
        for (const read of this.#behind(name)) if (isMissing(read)) found.push({ name: read, span, through: name });
    if (facts.function || facts.class) {
      const later = untried.filter(({ when }) => when === "deferred");
      for (const { name } of definitions) this.#deferred.set(name, later);
    } else for (const name of own) this.#deferred.delete(name);
    for (const name of own) this.#defined.add(name);
    for (const name of deletions) this.#defined.delete(name);
    return found;
  }

  /** Names that a function reads when it is called, and those that functions read that it calls. */
  #behind(name: string): ReadonlySet<string> {
    const found = new Set<string>();
    const queue = [name];
    for (let at = queue.pop(); at !== undefined && this.#left > 0; at = queue.pop())
      for (const { name: read } of this.#deferred.get(at) ?? []) {
        if (found.has(read)) continue;
        found.add(read);
        this.#left--;
        queue.push(read);
      }
    return found;
  }
}

/** Names that functions bind with `global`: wherever they are called, the name is there then; nobody may call some. */
function boundByCalls(statements: readonly Statement[]): readonly string[] {
  const used = new Set(statements.flatMap(({ facts }) => facts.uses.map(({ name }) => name)));
  const isHidden = statements.some(({ facts }) => facts.dynamic.length > 0);
  return statements.flatMap(({ facts }) => {
    const { function: made } = facts;
    const mayRun = made !== undefined && (isHidden || used.has(made.name) || made.decorators.length > 0);
    return [...(mayRun ? made.assignsGlobals : []), ...(facts.class?.assignsGlobals ?? [])];
  });
}
