import type { Analysis } from "../analysis/types.ts";

/** Values (`statement:name`) that others compute with; showing and drawing does not count. */
export function consumedValues({ statements }: Analysis): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { id, reads, definitions, updates } of statements) {
    if (definitions.length === 0 && updates.length === 0) continue;
    for (const { name, from } of reads) for (const source of from) if (source !== id) found.add(`${source}:${name}`);
  }
  return found;
}
