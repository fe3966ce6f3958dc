import type { Analysis, Statement, StatementId } from "../analysis/types.ts";
import type { Expr } from "../languages/facts.ts";
import { ParameterRules } from "./added-parameters.ts";
import { historyOf, importTargets, isRepeatable, type NameHistory } from "./classify.ts";
import type { Role } from "./types.ts";

/** What moves to the shared module. */
export interface Lifted {
  /** The roles, with those of code that moves marked `lifted`. */
  readonly roles: Role[];
  /** For each function that reads data: the names that it takes as parameters. */
  readonly added: ReadonlyMap<StatementId, ReadonlySet<string>>;
}

/**
 * Decides which functions, classes and constants move to the shared module. Starts from all code and takes away, until
 * nothing changes, what reads something that cannot move and cannot be passed as a parameter either (a greatest fixed point,
 * so that functions that call each other move together).
 */
export function lift(analysis: Analysis, roles: readonly Role[], builtins: ReadonlySet<string>): Lifted {
  const history = historyOf(analysis);
  const candidates = new Set<StatementId>();
  const rules = new ParameterRules(analysis, roles, history);
  for (const statement of analysis.statements) {
    if (!statement.definitions.every(({ name }) => rules.isSteady(name))) continue;
    if (roles[statement.id] === "inner" && mayMove(statement, history)) candidates.add(statement.id);
    if (roles[statement.id] === "data" && isMovableConstant(statement, history)) candidates.add(statement.id);
  }
  const starred = analysis.statements.some((one) => one.facts.imports.some((name) => name.member === "*"));
  const fits = (name: string) => {
    const writers = history.writers.get(name);
    if (!writers) return builtins.has(name) || starred;
    if (writers.every((id) => roles[id] === "import")) return importTargets(analysis, writers, name).size === 1;
    return writers.every((id) => candidates.has(id));
  };
  let added: ReadonlyMap<StatementId, ReadonlySet<string>> = new Map();
  for (let changed = true; changed; ) {
    added = addedNames(analysis, candidates, fits, rules);
    const extended = new Set([...added.keys()].flatMap((id) => namesBound(analysis.statements[id] as Statement)));
    const isFixed = (name: string) => fits(name) && !extended.has(name);
    const stuck = [...candidates].filter((id) => {
      const statement = analysis.statements[id] as Statement;
      return !nowNames(statement).every(isFixed) || !mayStay(statement, fits, rules, added.get(id));
    });
    for (const id of stuck) candidates.delete(id);
    changed = stuck.length > 0;
  }
  keepNeededConstants(analysis, roles, candidates);
  return { roles: roles.map((role, id) => (candidates.has(id) ? "lifted" : role)), added };
}

/** The data that each function would take as parameters, for what it reads itself and for what it calls (a least fixed point). */
function addedNames(
  analysis: Analysis,
  candidates: ReadonlySet<StatementId>,
  fits: (name: string) => boolean,
  rules: ParameterRules,
): ReadonlyMap<StatementId, ReadonlySet<string>> {
  const added = new Map<StatementId, Set<string>>();
  const byName = new Map<string, Set<string>>();
  for (const id of candidates) {
    const statement = analysis.statements[id] as Statement;
    const names = new Set(laterNames(statement).filter((name) => !fits(name) && rules.isPassable(name)));
    added.set(id, names);
    for (const { name } of statement.definitions) byName.set(name, names);
  }
  for (let changed = true; changed; ) {
    changed = false;
    for (const [id, names] of added) {
      const { facts } = analysis.statements[id] as Statement;
      const before = names.size;
      for (const { name } of [...facts.calls, ...facts.passes])
        for (const one of byName.get(name) ?? []) names.add(one);
      if (names.size > before) changed = true;
    }
  }
  return new Map([...added].filter(([, names]) => names.size > 0));
}

/** Whether all that the code reads when it is called moves too, or can be passed to it. */
function mayStay(
  statement: Statement,
  fits: (name: string) => boolean,
  rules: ParameterRules,
  names: ReadonlySet<string> | undefined,
): boolean {
  const later = laterNames(statement);
  if (names === undefined) return later.every(fits);
  return (
    rules.isExtensible(statement) &&
    later.every((name) => fits(name) || names.has(name)) &&
    rules.canPass(statement, names)
  );
}

function namesBound(statement: Statement): readonly string[] {
  return statement.definitions.map(({ name }) => name);
}

function mayMove(statement: Statement, history: NameHistory): boolean {
  const { facts } = statement;
  // Imports that could move have the role `import`; the others must stay where they are.
  if (facts.dynamic.length > 0 || facts.imports.length > 0 || !isRepeatable(statement)) return false;
  const assigns = [...(facts.function?.assignsGlobals ?? []), ...(facts.class?.assignsGlobals ?? [])];
  if (assigns.length > 0) return false;
  return statement.definitions.every(({ name }) => history.writers.get(name)?.length === 1);
}

/** `NAME = cheap pure value`, bound once and never changed. */
function isMovableConstant(statement: Statement, history: NameHistory): boolean {
  const [operation] = statement.facts.operations;
  const [definition] = statement.definitions;
  if (statement.facts.operations.length !== 1 || operation?.op !== "bind" || !operation.certain || !definition)
    return false;
  if (statement.definitions.length !== 1 || definition.live || history.writers.get(definition.name)?.length !== 1)
    return false;
  return isRepeatable(statement) && isCheap(operation.value);
}

function isCheap(expr: Expr): boolean {
  switch (expr.kind) {
    case "literal":
    case "name":
      return true;
    case "member":
      return isCheap(expr.of);
    case "collection":
    case "choice":
      return expr.parts.every(isCheap);
    case "operation":
      return expr.type === undefined && expr.parts.every(isCheap);
    case "call":
      return isCheap(expr.of) && expr.arguments.every((argument) => isCheap(argument.value));
    default:
      return false;
  }
}

/** All names that the code reads, at once or when called. */
function namesIn(statement: Statement): readonly string[] {
  return [...new Set([...nowNames(statement), ...laterNames(statement)])];
}

/** Names that the code reads when it is called. */
function laterNames({ facts }: Statement): readonly string[] {
  const deferred = facts.uses.filter(({ when }) => when === "deferred").map(({ name }) => name);
  return [...new Set([...deferred, ...(facts.function?.freeNames ?? []), ...(facts.class?.freeNames ?? [])])];
}

function nowNames({ facts }: Statement): readonly string[] {
  return facts.uses.filter(({ when }) => when === "now").map(({ name }) => name);
}

/** A constant moves only when code that moves reads it; others stay where they are defined. */
function keepNeededConstants(analysis: Analysis, roles: readonly Role[], candidates: Set<StatementId>): void {
  const needed = new Set<string>();
  const queue: StatementId[] = [...candidates].filter((id) => roles[id] === "inner");
  const byName = new Map<string, StatementId>();
  for (const id of candidates)
    for (const { name } of (analysis.statements[id] as Statement).definitions) byName.set(name, id);
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const name of namesIn(analysis.statements[id] as Statement)) {
      const from = byName.get(name);
      if (from === undefined || needed.has(name)) continue;
      needed.add(name);
      queue.push(from);
    }
  }
  for (const id of [...candidates]) {
    if (roles[id] !== "data") continue;
    if (!(analysis.statements[id] as Statement).definitions.some(({ name }) => needed.has(name))) candidates.delete(id);
  }
}
