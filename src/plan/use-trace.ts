import type {
  Analysis,
  Effect,
  NameDefinition,
  NameRead,
  NameUpdate,
  Statement,
  StatementId,
} from "../analysis/types.ts";
import type { Diagnostic } from "../diagnostics/types.ts";
import type { TraceView } from "../trace/trace-view.ts";
import type { TracedValue } from "../trace/types.ts";
import { matchStatements } from "./match-statements.ts";
import { locate } from "./plan-context.ts";
import { findUnforeseen, type Unforeseen } from "./unforeseen-changes.ts";

/** An analysis with what a run showed, and what the two disagree on. */
export interface TracedAnalysis {
  readonly analysis: Analysis;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Values of which the runner of a project sees every change that a step does not give back (its module `comparison`). Of
 * others an assumed change stays in the plan although the run did not show it: nothing would tell when it happens after all.
 */
const WATCHED = [
  "builtins.",
  "numpy.",
  "pandas.",
  "geopandas.",
  "scipy.sparse.",
  "sklearn.",
  "networkx.",
  "PIL.",
  "__main__.",
];
/** Of these a trace is believed that they can be stored, whatever was expected: the runner stores and compares them exactly. */
const DATA = new Set(["builtins", "numpy", "pandas"]);

/**
 * Takes over what a run of the notebook showed. Assumed changes that did not happen go; those that did, and definitions that
 * were made, are `seen`; types are those of the values; whether a value can be stored is what was tried. Draws that the code
 * does not show are added. A change of plain data that the code does not show is added, and told. What is proved stays,
 * whatever the run showed. `sources`: the text of each cell.
 */
export function useTrace(analysis: Analysis, trace: TraceView, sources: readonly string[]): TracedAnalysis {
  const idsByStatement = matchStatements(analysis, trace, sources);
  const seeing = analysis.statements.map((statement, id): Statement => {
    const ids = idsByStatement[id] ?? [];
    return ids.length === 0 ? statement : seenStatement(statement, ids, trace);
  });
  const unforeseen = findUnforeseen(seeing, idsByStatement, trace);
  const statements = withReads(analysis.statements, unforeseen.reduce(withChange, seeing), unforeseen);
  const sharings = unforeseen.flatMap((one) => (one.shared === null ? [] : [one.shared]));
  return {
    analysis: { ...analysis, statements, sharings: [...analysis.sharings, ...sharings] },
    diagnostics: [
      ...unforeseen.map((one) => unforeseenDiagnostic(statements, one)),
      ...staleDiagnostic(trace, sources),
    ],
  };
}

function seenStatement(statement: Statement, ids: readonly number[], trace: TraceView): Statement {
  const updates = statement.updates
    .filter((update) => update.evidence === "proved" || !isSeenSame(trace.valuesOf(update.name), ids))
    .map(
      (update): NameUpdate => (isSeenChanged(trace.valuesOf(update.name), ids) ? { ...update, seen: true } : update),
    );
  const definitions = statement.definitions.map((definition) => seenDefinition(definition, ids, trace));
  return { ...statement, updates, definitions, effects: seenEffects(statement, ids, trace) };
}

/** With the draws that the code does not show: of a function of a library that nothing is known of, or not that. */
function seenEffects({ effects, facts }: Statement, ids: readonly number[], trace: TraceView): readonly Effect[] {
  const isShown = effects.some(({ kind }) => kind === "draws" || kind === "seeds");
  if (isShown || !ids.some((id) => trace.drew(id))) return effects;
  return [...effects, { kind: "draws", resource: null, certain: true, evidence: "assumed", span: facts.span }];
}

/** Looked at before and after, nothing left out, and the same; and nothing that the runner could not see later. */
function isSeenSame(values: readonly TracedValue[], ids: readonly number[]): boolean {
  const [from, to] = [Math.min(...ids), Math.max(...ids)];
  return values.some(
    ({ whole, first, last, type }) =>
      whole && first !== null && last !== null && first < from && to <= last && isWatched(type),
  );
}

function isWatched(type: string): boolean {
  return WATCHED.some((start) => type.startsWith(start));
}

function isSeenChanged(values: readonly TracedValue[], ids: readonly number[]): boolean {
  return values.some(({ how, since, made }) => how === "changed" && ids.includes(since) && ids.includes(made));
}

function seenDefinition(definition: NameDefinition, ids: readonly number[], trace: TraceView): NameDefinition {
  const values = trace.valuesOf(definition.name);
  const at = values.findLastIndex(({ how, made }) => how === "bound" && ids.includes(made));
  const value = values[at];
  if (value === undefined) return definition;
  const next = values.findIndex(({ how }, other) => other > at && how === "bound");
  const versions = values.slice(at, next === -1 ? undefined : next);
  return {
    ...definition,
    seen: value.public ? { type: value.type } : {},
    live: definition.kind === "variable" ? isLive(definition.live, versions) : definition.live,
  };
}

function isLive(expected: boolean, versions: readonly TracedValue[]): boolean {
  if (versions.some(({ storable }) => storable?.as === "no")) return true;
  const isData = versions.every(({ type, public: known, whole }) => known && whole && DATA.has(rootOf(type)));
  return expected && !(isData && versions.some(({ storable }) => storable !== undefined));
}

function rootOf(type: string): string {
  return type.slice(0, type.indexOf("."));
}

function withChange(statements: readonly Statement[], { statement, names }: Unforeseen): Statement[] {
  return statements.map((one) => {
    if (one.id !== statement) return one;
    const { span } = one.facts;
    const added = names.map((name): NameUpdate => {
      const change = { name, certain: false, evidence: "assumed", seen: true, by: "", code: null, span } as const;
      return { ...change, together: names };
    });
    return { ...one, updates: [...one.updates, ...added] };
  });
}

/** Reads lead past statements that do not change the name after all, and to those that do. */
function withReads(
  before: readonly Statement[],
  after: readonly Statement[],
  unforeseen: readonly Unforeseen[],
): readonly Statement[] {
  const changed = new Map<string, StatementId[]>();
  for (const { statement, names } of unforeseen)
    for (const name of names) changed.set(name, [...(changed.get(name) ?? []), statement]);
  const read: Statement[] = [];
  const dropped = (id: StatementId, name: string) =>
    before[id]?.updates.some((one) => one.name === name) === true && !writes(after[id], name);
  const sourcesOf = (id: StatementId, name: string): readonly StatementId[] => {
    if (!dropped(id, name)) return [id];
    const own = read[id]?.reads.find((one) => one.name === name);
    if (own) return own.from;
    const last = after.slice(0, id).findLast((one) => writes(one, name));
    return last === undefined ? [] : [last.id];
  };
  for (const statement of after) {
    const led = (one: NameRead): NameRead => {
      const from = one.from.flatMap((id) => sourcesOf(id, one.name));
      const last = Math.max(-1, ...from);
      const added = (changed.get(one.name) ?? []).filter((id) => last !== -1 && id > last && id < statement.id);
      const all = [...new Set([...from, ...added])].sort((a, b) => a - b);
      return all.length === one.from.length && all.every((id, at) => id === one.from[at]) ? one : { ...one, from: all };
    };
    read.push({ ...statement, reads: statement.reads.map(led), deferredReads: statement.deferredReads.map(led) });
  }
  return read;
}

function writes(statement: Statement | undefined, name: string): boolean {
  return [...(statement?.updates ?? []), ...(statement?.definitions ?? [])].some((one) => one.name === name);
}

function unforeseenDiagnostic(statements: readonly Statement[], { statement, names }: Unforeseen): Diagnostic {
  const shown = names.map((name) => `\`${name}\``).join(", ");
  return {
    code: "CW110",
    severity: "warning",
    message: `the traced run changed ${shown} in place here, which the code does not show; the plan passes the change on, because it was seen.`,
    location: locate(statements[statement] as Statement),
    hint: "make the change in a way that the code shows, for example by assigning to the name",
  };
}

function staleDiagnostic({ staleFrom }: TraceView, sources: readonly string[]): readonly Diagnostic[] {
  if (staleFrom === null) return [];
  return [
    {
      code: "CW440",
      severity: "warning",
      message: "the trace is of another state of the notebook: from this cell on it is not used.",
      location: { cell: staleFrom, span: { start: 0, end: (sources[staleFrom] ?? "").length } },
      hint: "run `cellwright trace` again",
    },
  ];
}
