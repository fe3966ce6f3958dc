import type { Analysis, NameRead, Statement } from "../analysis/types.ts";

/**
 * The types of what a name may stand for where it is read; null for each definition whose type is not known. What only changes a
 * value keeps its type.
 */
export function typesOfRead(
  { statements }: Pick<Analysis, "statements">,
  { name, from }: Pick<NameRead, "name" | "from">,
): readonly (string | null)[] {
  const types: (string | null)[] = [];
  const pending = [...from].reverse();
  const seen = new Set<number>();
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const statement = statements[id];
    const definition = statement?.definitions.find((one) => one.name === name);
    const above = definition ? [] : (statement?.reads.find((one) => one.name === name)?.from ?? []);
    if (above.length > 0) pending.push(...above);
    else types.push(definition?.type ?? null);
  }
  return types;
}

/** The types of what a name may stand for in a statement, as {@link typesOfRead}; none where the statement does not read it. */
export function typesOfName(
  analysis: Pick<Analysis, "statements">,
  { reads }: Pick<Statement, "reads">,
  name: string,
): readonly (string | null)[] {
  const read = reads.find((one) => one.name === name);
  return read === undefined ? [] : typesOfRead(analysis, read);
}
