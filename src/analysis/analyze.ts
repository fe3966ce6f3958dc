import { topLevel } from "../base/dotted-path.ts";
import { sourceSpan } from "../base/offset-map.ts";
import type { Diagnostic } from "../diagnostics/types.ts";
import type { CellFacts, Magic, StatementFacts } from "../languages/facts.ts";
import { callValue } from "./calls.ts";
import { codeBehind, namesBehind } from "./code-behind.ts";
import { evaluate } from "./evaluate.ts";
import { recordImportEffects } from "./import-effects.ts";
import { isGivenAway } from "./is-given-away.ts";
import type { KnowledgeBase } from "./knowledge-base.ts";
import { Machine } from "./machine.ts";
import { recordMagics, recordOwnModules, writtenFiles } from "./magic-effects.ts";
import { MeasuredNames, notOwn } from "./measured-names.ts";
import { performOperations } from "./perform.ts";
import { Reaching } from "./reaching.ts";
import type { Recorder } from "./recorder.ts";
import { functionsOf, namedByFunctions, textsIn } from "./text-constants.ts";
import {
  type Analysis,
  CELL_HOOKS,
  type CodeBehind,
  type NameDefinition,
  type NameRead,
  type NameUpdate,
  NUMBERING,
  type Sharing,
  type Statement,
  type StatementId,
} from "./types.ts";
import type { Node } from "./values.ts";

/** What the analysis needs to know beside the facts. */
export interface AnalysisContext {
  readonly knowledge: KnowledgeBase;
  /** Names that are there without being defined. */
  readonly builtins: ReadonlySet<string>;
  /** Cells that may stop with an error without stopping the notebook: what they bind is never certain. */
  readonly mayRaise: ReadonlySet<number>;
  /** How far calls of the notebook's own functions are followed: operations for each statement. Default 3000. */
  readonly callBudget?: number;
}

/**
 * Connects the statements of a notebook: which definition each use sees, what is changed in place and through which
 * names that shows, what else each statement does. Walks the notebook top down once; time is linear in its length.
 */
export function analyze(cells: readonly CellFacts[], context: AnalysisContext): Analysis {
  const machine = new Machine({ ...context, walker: { evaluate, call: callValue, perform: performOperations } });
  for (const file of writtenFiles(cells)) machine.written.add(file);
  machine.reads = (name) =>
    cells.some(({ statements }) => statements.some(({ uses }) => uses.some((one) => one.name === name)));
  machine.mentions = (text) => cells.some(({ code }) => code.includes(`"${text}"`) || code.includes(`'${text}'`));
  machine.formulas = [...textsIn(cells)].filter((text) => /[~@]|\bfrom\s/i.test(text));
  const reaching = new Reaching(context.builtins);
  const measured = new MeasuredNames(machine.names);
  const statements: Statement[] = [];
  const sharings: Sharing[] = [];
  const diagnostics: Diagnostic[] = [];
  let isTold = false;
  for (const cell of cells) {
    diagnostics.push(...cell.diagnostics);
    for (const facts of cell.statements) {
      measured.enter(facts);
      const { statement, sharing } = walkStatement(
        machine,
        reaching,
        statements.length,
        cell.cell,
        facts,
        cell.cellMagics,
        context.mayRaise.has(cell.cell),
      );
      statements.push(statement);
      if (sharing) sharings.push(sharing);
      if (machine.work.isSpent && !isTold) diagnostics.push(tooEntangled(cell, facts));
      isTold = machine.work.isSpent;
    }
  }
  return {
    cells,
    statements: namedByFunctions(statements, machine.namedBy),
    sharings,
    needs: [...machine.needs.values()],
    diagnostics,
  };
}

function tooEntangled({ cell, offsetMap }: CellFacts, { span }: StatementFacts): Diagnostic {
  return {
    code: "CW425",
    severity: "error",
    message: "So much code of this notebook refers to other code of it that not all of that was followed from here on.",
    location: { cell, span: sourceSpan(offsetMap, span) },
    hint: "move functions and classes into a module, and import them",
  };
}

function walkStatement(
  machine: Machine,
  reaching: Reaching,
  id: StatementId,
  cell: number,
  facts: StatementFacts,
  cellMagics: readonly Magic[],
  mayRaise: boolean,
) {
  const reads: NameRead[] = [];
  const deferredReads: NameRead[] = [];
  // Other statements may call a function that they make (`map(lambda ...)`).
  const onlyDefines = facts.function !== undefined || facts.class !== undefined;
  for (const use of facts.uses) {
    const certain = use.when === "now" && use.certain && !mayRaise;
    const list = use.when === "deferred" && onlyDefines ? deferredReads : reads;
    list.push(...readsOf(machine, reaching, use.name, certain, use.span));
  }
  const recorder = machine.startStatement();
  for (const made of functionsOf(facts)) machine.defined.add(made);
  for (const { module, member } of facts.imports) if (member === "*") noteStar(machine, module);
  for (const { module } of facts.modules) {
    if (machine.knowledge.hooksCells(module)) machine.effect("sets", CELL_HOOKS, facts.span);
    if (machine.knowledge.numbersObjects(module)) machine.effect("seeds", NUMBERING, facts.span);
  }
  recordOwnModules(machine, facts.imports, machine.written);
  recordImportEffects(machine, facts.imports);
  recordMagics(machine, [...facts.magics, ...(facts.kind === "magic" ? cellMagics : [])]);
  machine.maybe(() => performOperations(machine, facts.operations), mayRaise);
  for (const { name, span, within } of recorder.mentioned) {
    const [own, ...behind] = readsOf(machine, reaching, name, false, span);
    // A function that another statement defines needs it where it stands.
    const isElsewhere = within !== null && machine.defined.has(within);
    if (own) reads.push(isElsewhere ? own : { ...own, inText: true }, ...behind);
  }
  // What a decorator or a base keeps may be called by anything below, and nothing there names it.
  if (isGivenAway(machine, facts, recorder.effects)) reads.push(...deferredReads.filter(({ from }) => from.length > 0));
  const definitions = definitionsOf(machine, facts, recorder, mayRaise);
  const updates = notOwn(facts, updatesOf(machine, recorder, definitions, reads));
  reaching.enter(id, definitions, updates, facts, mayRaise);
  for (const deletion of facts.deletions) if (deletion.certain && !mayRaise) machine.names.delete(deletion.name);
  const statement: Statement = {
    id,
    cell,
    facts,
    reads: mergeReads(reads),
    deferredReads: mergeReads(deferredReads),
    definitions,
    updates,
    deletions: facts.deletions.filter((one) => one.certain && !mayRaise).map((one) => one.name),
    effects: recorder.effects,
    displays: displayOf(facts, recorder),
    files: { reads: filesOf(recorder, "reads"), writes: filesOf(recorder, "writes") },
  };
  const names = sharedNames(machine, definitions, updates).filter((name) => !facts.measured?.names.includes(name));
  return { statement, sharing: names.length > 1 ? { statement: id, names } : null };
}

function displayOf({ display }: StatementFacts, { shown }: Recorder): Statement["displays"] {
  if (display === null || shown?.none === true) return "nothing";
  return (shown?.type ?? null) === null ? "perhaps" : "something";
}

function noteStar(machine: Machine, module: string): void {
  machine.starred.unshift(module);
  machine.libraries.add(topLevel(module));
}

function filesOf(recorder: Recorder, kind: "reads" | "writes"): readonly string[] {
  return [
    ...new Set(
      recorder.effects.flatMap((effect) => (effect.kind === kind && effect.resource !== null ? [effect.resource] : [])),
    ),
  ];
}

/** The reads of a name: itself, and all that functions and classes behind it read when they are called. */
function readsOf(
  machine: Machine,
  reaching: Reaching,
  name: string,
  certain: boolean,
  span: NameRead["span"],
): readonly NameRead[] {
  const behind = namesBehind(machine, name).filter((one) => reaching.knows(one));
  return [
    { name, from: reaching.of(name), certain, span },
    ...behind.map((one) => ({ name: one, from: reaching.of(one), through: name, certain: false, span })),
  ];
}

function definitionsOf(
  machine: Machine,
  facts: StatementFacts,
  recorder: Recorder,
  mayRaise: boolean,
): readonly NameDefinition[] {
  const own = facts.definitions.map((definition) => {
    let value = machine.names.get(definition.name);
    if (!value) {
      value = machine.fresh(null);
      machine.names.set(definition.name, value);
    }
    const type = value.type ?? value.path ?? null;
    return {
      name: definition.name,
      kind: definition.kind,
      certain: definition.certain && !mayRaise,
      type: definition.kind === "variable" || definition.kind === "loop" ? value.type : type,
      live: machine.knowledge.isLive(value.type),
      ...(value.score ? { score: value.score } : {}),
      byCall: false,
      code: codeBehind(machine, definition.name),
      span: definition.span,
    };
  });
  const names = new Set(own.map((one) => one.name));
  const byCall = recorder.bound
    .filter((one) => !names.has(one.name))
    .map(({ name, value, certain, span }) => ({
      name,
      kind: "variable" as const,
      certain,
      type: value.type,
      live: machine.knowledge.isLive(value.type),
      byCall: true,
      code: codeBehind(machine, name),
      span,
    }));
  return [...own, ...byCall];
}

/** Turns changes of objects into changes of all names through which they show. */
function updatesOf(
  machine: Machine,
  recorder: Recorder,
  definitions: readonly NameDefinition[],
  reads: readonly NameRead[],
): readonly NameUpdate[] {
  if (recorder.updates.length === 0) return [];
  const defined = new Set(definitions.filter((one) => one.certain).map((one) => one.name));
  const readNames = new Set(reads.map((one) => one.name));
  const found = new Map<string, Omit<NameUpdate, "code">>();
  for (const update of distinct(recorder.updates)) {
    const watchers = machine.work.isSpent ? update.nodes : [...machine.heap.watchers(update.nodes)];
    const labelled = update.labels ? machine.names.labelsOf(update.nodes) : [];
    const together = [...new Set([...machine.names.boundTo(watchers), ...labelled])];
    machine.work.spend(watchers.length + together.length);
    for (const name of together) {
      if (defined.has(name) && !readNames.has(name)) continue;
      const before = found.get(name);
      if (before?.evidence === "proved" && before.certain) continue;
      const nodes = machine.names.get(name)?.nodes ?? [];
      const direct = nodes.length === 1 && update.nodes.includes(nodes[0] as Node);
      const { evidence, by, span } = update;
      const labels = update.labels ? { labels: true as const } : {};
      found.set(name, { name, certain: update.certain && direct, evidence, ...labels, by, together, span });
    }
  }
  const known = new Map<string, CodeBehind | null>();
  return [...found.values()].map((update) => ({ ...update, code: codeBehind(machine, update.name, known) }));
}

/** A function that is walked many times changes the same objects each time: the last time counts. */
function distinct(updates: Recorder["updates"]): Iterable<Recorder["updates"][number]> {
  const last = new Map<string, Recorder["updates"][number]>();
  for (const update of updates) {
    const key = `${update.evidence} ${update.certain} ${update.nodes}`;
    last.delete(key);
    last.set(key, update);
  }
  return last.values();
}

/** Names whose objects meet the objects that this statement bound or changed. */
function sharedNames(
  machine: Machine,
  definitions: readonly NameDefinition[],
  updates: readonly NameUpdate[],
): readonly string[] {
  if (machine.work.isSpent) return [];
  const touched = new Set<Node>();
  for (const { name } of [...definitions, ...updates]) {
    const nodes = machine.names.get(name)?.nodes ?? [];
    for (const node of machine.heap.reach(nodes)) touched.add(node);
  }
  const watchers = machine.heap.watchers([...touched]);
  machine.work.spend(touched.size + watchers.size);
  return [...machine.names.boundTo(watchers)].sort();
}

function mergeReads(reads: readonly NameRead[]): readonly NameRead[] {
  const merged = new Map<string, NameRead>();
  for (const read of reads) {
    const before = merged.get(read.name);
    const inText = before?.inText || read.inText ? { inText: true as const } : {};
    if (!before || (read.certain && !before.certain)) merged.set(read.name, { ...read, ...inText });
    else if (read.inText) merged.set(read.name, { ...before, ...inText });
  }
  return [...merged.values()];
}
