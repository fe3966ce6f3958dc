import type { Analysis, Statement, StatementId } from "../analysis/types.ts";
import type { BuildState } from "./build-state.ts";
import { deletesNothingHere } from "./deletions.ts";
import type { Connection, Draft } from "./drafts.ts";

/** The draft's own statements that its step has: not those that would delete nothing, nor code that is of no use there. */
export function keptStatements(state: BuildState, draft: Draft, connection: Connection): readonly StatementId[] {
  const unused = unusedCode(state, draft, connection);
  return draft.statements.filter((id) => !unused.has(id) && !deletesNothingHere(state.analysis, draft, connection, id));
}

/**
 * Functions and classes of a draft that nothing of it names, and that read names which are not there: other steps that use
 * them repeat them, with all that they read.
 */
function unusedCode({ analysis, roles }: BuildState, draft: Draft, connection: Connection): ReadonlySet<StatementId> {
  const statementOf = (id: StatementId) => analysis.statements[id] as Statement;
  const all = [...draft.statements, ...connection.replays];
  const lacks = lacking(analysis, all, connection);
  const candidates = draft.statements.filter(
    (id) => roles[id] === "inner" && isPlain(statementOf(id)) && lacks(statementOf(id)),
  );
  const unused = new Set<StatementId>();
  if (candidates.length === 0 || all.some((id) => statementOf(id).facts.dynamic.length > 0)) return unused;
  const words = new Map(all.map((id) => [id, wordsOf(analysis, statementOf(id))]));
  const isNamed = (id: StatementId) =>
    all.some(
      (other) =>
        other !== id &&
        !unused.has(other) &&
        statementOf(id).definitions.some(({ name }) => words.get(other)?.has(name)),
    );
  for (let before = -1; before < unused.size; ) {
    before = unused.size;
    for (const id of candidates) if (!isNamed(id)) unused.add(id);
  }
  return unused;
}

/** Tells whether code reads names of the notebook, when it is called, that the draft does not have. */
function lacking(analysis: Analysis, all: readonly StatementId[], connection: Connection) {
  const namesOf = ({ definitions }: Statement) => definitions.map(({ name }) => name);
  const defined = new Set(analysis.statements.flatMap(namesOf));
  const there = new Set([
    ...connection.inputs.keys(),
    ...connection.parameters,
    ...connection.imports.keys(),
    ...connection.lifted.keys(),
    ...all.flatMap((id) => namesOf(analysis.statements[id] as Statement)),
  ]);
  return ({ deferredReads }: Statement) => deferredReads.some(({ name }) => defined.has(name) && !there.has(name));
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
