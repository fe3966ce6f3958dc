import type { Analysis, NameRead, Statement, StatementId } from "../analysis/types.ts";

/** Names that the code of a statement reads when it is called. */
export function laterNames({ facts }: Statement): readonly string[] {
  const deferred = facts.uses.filter(({ when }) => when === "deferred").map(({ name }) => name);
  return [...new Set([...deferred, ...(facts.function?.freeNames ?? []), ...(facts.class?.freeNames ?? [])])];
}

/** What a function or class reads when it is called, as if that were where it is defined. */
export function readsLater({ statements }: Analysis, id: StatementId): readonly NameRead[] {
  const statement = statements[id] as Statement;
  if (!statement.facts.function && !statement.facts.class) return [];
  return laterNames(statement).flatMap((name) => {
    const from = writersAbove(statements, name, id);
    return from.length === 0 ? [] : [{ name, from, certain: false, span: statement.facts.span }];
  });
}

/** The statements above one that may have given a name its value: back to the last one that certainly binds it. */
function writersAbove(statements: readonly Statement[], name: string, below: StatementId): readonly StatementId[] {
  const found: StatementId[] = [];
  for (let id = below - 1; id >= 0; id--) {
    const { definitions, updates } = statements[id] as Statement;
    const binding = definitions.find((one) => one.name === name);
    if (binding || updates.some((one) => one.name === name)) found.unshift(id);
    if (binding?.certain) break;
  }
  return found;
}
