import type { Sharing, Statement, StatementId } from "../analysis/types.ts";
import type { TraceView } from "../trace/trace-view.ts";
import type { TracedValue } from "../trace/types.ts";

/** Names whose values a statement changed in place in a traced run, although its code does not show it. */
export interface Unforeseen {
  readonly statement: StatementId;
  readonly names: readonly string[];
  /** Where they came to share what was changed; null for one name. */
  readonly shared: Sharing | null;
}

/** Values that change only when a program changes them; others may cache. */
const PLAIN = new Set([
  "builtins.list",
  "builtins.dict",
  "builtins.set",
  "builtins.bytearray",
  "numpy.ndarray",
  "pandas.DataFrame",
  "pandas.Series",
]);

/** The changes of plain data that happened in one statement, of names that the notebook binds, and that none foresees. */
export function findUnforeseen(
  statements: readonly Statement[],
  idsByStatement: readonly (readonly number[])[],
  trace: TraceView,
): readonly Unforeseen[] {
  const bound = new Set(statements.flatMap((one) => one.definitions.map(({ name }) => name)));
  const found = new Map<StatementId, string[]>();
  for (const value of trace.values) {
    if (value.how !== "changed" || value.since !== value.made || !isPlain(value) || !bound.has(value.name)) continue;
    const ran = statements.filter(({ id }) => idsByStatement[id]?.includes(value.made));
    const last = ran.at(-1);
    if (last === undefined || ran.some((one) => mayWrite(one, value.name))) continue;
    const names = found.get(last.id) ?? [];
    if (!names.includes(value.name)) found.set(last.id, [...names, value.name]);
  }
  return [...found].map(([statement, names]) => {
    const makers = statements.filter(({ id, definitions }) => id < statement && definitions.some(isOneOf(names)));
    const shared = names.length > 1 ? { statement: makers.at(-1)?.id ?? statement, names } : null;
    return { statement, names, shared };
  });
}

function isPlain({ type, whole }: TracedValue): boolean {
  return whole && PLAIN.has(type);
}

function mayWrite({ definitions, updates, facts }: Statement, name: string): boolean {
  return [...definitions, ...updates, ...facts.deletions].some((one) => one.name === name);
}

function isOneOf(names: readonly string[]): (one: { readonly name: string }) => boolean {
  return ({ name }) => names.includes(name);
}
