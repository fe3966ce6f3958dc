import type { Analysis, Statement, StatementId } from "../analysis/types.ts";
import type { Connection, Draft } from "./drafts.ts";
import type { Role } from "./types.ts";

/**
 * Functions and classes of a draft that nothing of it names, and that read names which are not there: other steps that use them repeat
 * them, with all that they read.
 */
export function unusedCode(
  analysis: Analysis,
  roles: readonly Role[],
  draft: Draft,
  connection: Pick<Connection, "inputs" | "parameters" | "imports" | "lifted" | "replays">,
): ReadonlySet<StatementId> {
  const statementOf = (id: StatementId) => analysis.statements[id] as Statement;
  const all = [...draft.statements, ...connection.replays];
  if (all.some((id) => statementOf(id).facts.dynamic.length > 0)) return new Set();
  const words = new Map(all.map((id) => [id, wordsOf(analysis, statementOf(id))]));
  const there = new Set([
    ...connection.inputs.keys(),
    ...connection.parameters,
    ...connection.imports.keys(),
    ...connection.lifted.keys(),
    ...all.flatMap((id) => statementOf(id).definitions.map(({ name }) => name)),
  ]);
  const defined = new Set(analysis.statements.flatMap(({ definitions }) => definitions.map(({ name }) => name)));
  const candidates = draft.statements.filter((id) => roles[id] === "inner" && isPlain(statementOf(id)));
  const unused = new Set<StatementId>();
  for (let before = -1; before < unused.size; ) {
    before = unused.size;
    for (const id of candidates) {
      const { definitions, deferredReads } = statementOf(id);
      const isNamed = (other: StatementId) =>
        other !== id && !unused.has(other) && definitions.some(({ name }) => words.get(other)?.has(name));
      const lacks = deferredReads.some(({ name }) => defined.has(name) && !there.has(name));
      if (lacks && !all.some(isNamed)) unused.add(id);
    }
  }
  return unused;
}

/** Code that nobody hears of when it is made: no decorators, no bases. */
function isPlain({ facts, effects, updates }: Statement): boolean {
  const code = facts.function ?? facts.class;
  if (code === undefined || code.decorators.length > 0 || (facts.class?.bases.length ?? 0) > 0) return false;
  return effects.length === 0 && updates.length === 0;
}

/** All words of a statement's source, those of texts and magics included. */
function wordsOf({ cells }: Analysis, { cell, facts }: Statement): ReadonlySet<string> {
  const { code = "", cellMagics = [] } = cells.find((one) => one.cell === cell) ?? {};
  const text = cellMagics.length > 0 ? code : code.slice(facts.span.start, facts.span.end);
  return new Set(text.match(/[\p{L}_][\p{L}\p{N}_]*/gu));
}
