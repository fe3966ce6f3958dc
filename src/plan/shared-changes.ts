import type { Statement } from "../analysis/types.ts";

/** A statement with the names that share references at its end because of it. */
export interface SharingStatement {
  readonly statement: Statement;
  readonly shared: readonly string[];
}

/**
 * Whether one of the statements changes an object so that it shows both in what `name` and in what `given` stood for before them.
 * Names are followed: an object is known by all names that come to share it, until they are bound to something else.
 */
export function changesBoth(statements: Iterable<SharingStatement>, name: string, given: readonly string[]): boolean {
  const one = new Set([name]);
  const other = new Set(given);
  for (const { statement, shared } of statements) {
    const changed = statement.updates.map((update) => update.name);
    if (changed.some((updated) => one.has(updated)) && changed.some((updated) => other.has(updated))) return true;
    for (const aliases of [one, other]) follow(aliases, statement, shared);
    if (one.size === 0 || other.size === 0) return false;
  }
  return false;
}

function follow(aliases: Set<string>, { definitions }: Statement, shared: readonly string[]): void {
  for (const { name, certain } of definitions) {
    const joins = shared.includes(name) && shared.some((other) => other !== name && aliases.has(other));
    if (joins) aliases.add(name);
    else if (certain) aliases.delete(name);
  }
}
