import type { Analysis, Statement, StatementId } from "../analysis/types.ts";
import type { Expr } from "../languages/facts.ts";
import { historyOf, importTargets, isRepeatable, type NameHistory } from "./classify.ts";
import type { Role } from "./types.ts";

/**
 * Decides which functions, classes and constants move to the shared module, and returns the roles with those marked
 * `lifted`. Starts from all code and takes away, until nothing changes, what reads something that cannot move
 * (a greatest fixed point, so that functions that call each other move together).
 */
export function lift(analysis: Analysis, roles: readonly Role[], builtins: ReadonlySet<string>): Role[] {
  const history = historyOf(analysis);
  const candidates = new Set<StatementId>();
  const rebound = namesDeclaredGlobal(analysis);
  for (const statement of analysis.statements) {
    if (statement.definitions.some(({ name }) => rebound.has(name))) continue;
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
  for (let changed = true; changed; ) {
    changed = false;
    for (const id of candidates) {
      const statement = analysis.statements[id] as Statement;
      if (namesIn(statement).every(fits)) continue;
      candidates.delete(id);
      changed = true;
    }
  }
  keepNeededConstants(analysis, roles, candidates);
  return roles.map((role, id) => (candidates.has(id) ? "lifted" : role));
}

/** Names that functions may bind (`global x`), called or not: such a name must stand where they do. */
function namesDeclaredGlobal(analysis: Analysis): ReadonlySet<string> {
  const tokens = analysis.statements.flatMap(({ facts }) => facts.tokens);
  return new Set(tokens.filter(({ role }) => role === "global").map(({ name }) => name));
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
  const { facts } = statement;
  return [
    ...new Set([
      ...facts.uses.map((use) => use.name),
      ...(facts.function?.freeNames ?? []),
      ...(facts.class?.freeNames ?? []),
    ]),
  ];
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
