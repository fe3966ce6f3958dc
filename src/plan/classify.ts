import type { Analysis, Statement, StatementId } from "../analysis/types.ts";
import type { Expr } from "../languages/facts.ts";
import type { Role } from "./types.ts";

/** Kinds of definitions that are code, not data. */
const CODE_KINDS = new Set(["import", "function", "class"]);

/** Statements that bind or change each name, for the whole notebook. */
export interface NameHistory {
  readonly writers: ReadonlyMap<string, readonly StatementId[]>;
}

/** Collects, for each name, all statements that bind, change or delete it. */
export function historyOf(analysis: Analysis): NameHistory {
  const writers = new Map<string, StatementId[]>();
  for (const statement of analysis.statements) {
    const names = [...statement.definitions.map((one) => one.name), ...statement.updates.map((one) => one.name), ...statement.facts.deletions.map((one) => one.name)];
    for (const name of new Set(names)) {
      const list = writers.get(name);
      if (list) list.push(statement.id);
      else writers.set(name, [statement.id]);
    }
  }
  return { writers };
}

/** What becomes of each statement, before it is known which code can move to a shared module. */
export function classify(analysis: Analysis, parameterCells: ReadonlySet<number>, leftCells: ReadonlySet<number>): Role[] {
  return analysis.statements.map((statement) => {
    if (leftCells.has(statement.cell)) return "left";
    if (isImport(statement)) return "import";
    if (parameterCells.has(statement.cell) && isPlainAssignment(statement)) return "parameter";
    if (isCode(statement)) return "inner";
    if (isSetting(statement)) return "setting";
    return "data";
  });
}

function isImport(statement: Statement): boolean {
  if (statement.facts.kind === "import") return true;
  const { definitions, facts } = statement;
  return facts.kind === "compound" && facts.imports.length > 0 && definitions.length > 0 && definitions.every((one) => one.kind === "import") && statement.updates.length === 0 && facts.deletions.length === 0;
}

/** A function, class or named lambda, or branches that hold nothing else. */
function isCode(statement: Statement): boolean {
  const { facts, definitions } = statement;
  if (facts.kind === "function" || facts.kind === "class") return true;
  if (isNamedLambda(statement)) return true;
  if (facts.kind !== "compound" || definitions.length === 0 || statement.updates.length > 0) return false;
  return definitions.every((one) => CODE_KINDS.has(one.kind)) && statement.effects.length === 0;
}

/** `name = lambda ...: ...`. */
function isNamedLambda(statement: Statement): boolean {
  const [operation] = statement.facts.operations;
  return statement.facts.operations.length === 1 && operation?.op === "bind" && operation.value.kind === "function" && statement.definitions.length === 1;
}

/** `name = constant`, one name. */
function isPlainAssignment(statement: Statement): boolean {
  const [operation] = statement.facts.operations;
  return statement.facts.operations.length === 1 && operation?.op === "bind" && operation.certain && isConstant(operation.value);
}

/** A value that is spelled out: a literal, or a collection or arithmetic of literals. */
export function isConstant(expr: Expr): boolean {
  if (expr.kind === "literal") return expr.type !== "ellipsis";
  if (expr.kind === "collection") return expr.parts.every(isConstant);
  if (expr.kind === "operation") return expr.type === undefined && expr.operator.length <= 3 && expr.parts.length > 0 && expr.parts.every(isConstant);
  return false;
}

/** Changes process-wide settings and nothing else. */
function isSetting(statement: Statement): boolean {
  if (!statement.effects.some((effect) => effect.kind === "sets")) return false;
  const others = statement.effects.some((effect) => effect.kind !== "sets" && effect.kind !== "reads");
  return !others && statement.updates.length === 0 && statement.definitions.every((one) => one.kind === "loop" || one.kind === "import") && statement.facts.kind !== "compound";
}

/** Whether running the statement again elsewhere does nothing that can be noticed. */
export function isRepeatable(statement: Statement): boolean {
  return statement.effects.length === 0 && statement.updates.length === 0 && statement.facts.deletions.length === 0;
}
