import type { StatementFacts } from "../languages/facts.ts";
import type { NameTable } from "./name-table.ts";
import type { NameUpdate } from "./types.ts";
import type { Value } from "./values.ts";

/** Gives the notebook its own names back where code ends that was measured with names of its own. */
export class MeasuredNames {
  readonly #names: NameTable;
  #code: StatementFacts["measured"];
  #before: ReadonlyMap<string, Value | undefined> = new Map();

  constructor(names: NameTable) {
    this.#names = names;
  }

  /** Goes on with a statement. */
  enter({ measured }: StatementFacts): void {
    if (measured === this.#code) return;
    for (const [name, value] of this.#before) {
      if (value === undefined) this.#names.delete(name);
      else this.#names.set(name, value);
    }
    this.#code = measured;
    this.#before = new Map(measured?.names.map((name) => [name, this.#names.get(name)]));
  }
}

/** Changes that show through names of the notebook: measured code keeps its own to itself. */
export function notOwn({ measured }: StatementFacts, updates: readonly NameUpdate[]): readonly NameUpdate[] {
  if (measured === undefined) return updates;
  const isOther = (name: string) => !measured.names.includes(name);
  return updates
    .filter(({ name }) => isOther(name))
    .map((update) => ({ ...update, together: update.together.filter(isOther) }));
}
