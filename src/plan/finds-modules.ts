import { type Analysis, type Effect, IMPORT_PATH, type Statement, type StatementId } from "../analysis/types.ts";

/**
 * The statements that only say where Python finds modules (`sys.path.append("../src")`), and those that only they read. A
 * project has the modules in a place where they are found, and its own folders elsewhere: such statements have no place in it.
 */
export function findsModules(analysis: Analysis): ReadonlySet<StatementId> {
  const found = new Set<StatementId>();
  if (!analysis.statements.some(({ effects }) => effects.some(setsImportPath))) return found;
  const readers = readersOf(analysis);
  for (const statement of analysis.statements.toReversed()) {
    const { id, effects, updates, definitions } = statement;
    const own = readers.get(id) ?? [];
    const isUnread = own.every((reader) => found.has(reader) || reader === id);
    if (updates.length > 0 || !isUnread) continue;
    const sets = effects.length > 0 && effects.every(setsImportPath);
    const serves = statement.facts.kind === "assignment" && effects.length === 0 && own.length > 0;
    if ((sets && definitions.every(({ kind }) => kind === "loop")) || serves) found.add(id);
  }
  return found;
}

function setsImportPath({ kind, resource }: Effect): boolean {
  return kind === "sets" && resource === IMPORT_PATH;
}

/** The statements that read what each statement defines. */
function readersOf({ statements }: Analysis): ReadonlyMap<StatementId, readonly StatementId[]> {
  const readers = new Map<StatementId, StatementId[]>();
  const add = (from: StatementId, { id }: Statement) => {
    const list = readers.get(from);
    if (list) list.push(id);
    else readers.set(from, [id]);
  };
  for (const statement of statements)
    for (const { from } of statement.reads) for (const source of from) add(source, statement);
  return readers;
}
