import type { StatementFacts } from "../languages/facts.ts";
import type { NameDefinition, NameUpdate, StatementId } from "./types.ts";

/** Older statements are reached through the newer ones, which read the value that they may leave as it is. */
const MOST = 16;

/** Which statements may have given each name the value that it has now (reaching definitions, updates included). */
export class Reaching {
  readonly #from = new Map<string, readonly StatementId[]>();
  readonly #builtins: ReadonlySet<string>;

  constructor(builtins: ReadonlySet<string>) {
    this.#builtins = builtins;
  }

  /** The statements whose value the name may have. */
  of(name: string): readonly StatementId[] {
    return this.#from.get(name) ?? [];
  }

  /** The name is defined above, or must come from elsewhere (it is no builtin). */
  knows(name: string): boolean {
    return this.#from.has(name) || !this.#builtins.has(name);
  }

  /** Takes in what a statement does to names. An update is a new version of the value. */
  enter(
    id: StatementId,
    definitions: readonly NameDefinition[],
    updates: readonly NameUpdate[],
    facts: StatementFacts,
    mayRaise: boolean,
  ): void {
    for (const { name, certain } of updates) this.#set(name, id, certain);
    for (const { name, certain } of definitions) this.#set(name, id, certain);
    for (const { name, certain } of facts.deletions) if (certain && !mayRaise) this.#from.delete(name);
  }

  #set(name: string, id: StatementId, certain: boolean): void {
    const before = this.#from.get(name) ?? [];
    this.#from.set(name, certain ? [id] : [...before.filter((one) => one !== id).slice(-MOST), id]);
  }
}
