import type { Analysis, Statement, StatementId } from "../analysis/types.ts";
import type { Expr } from "../languages/facts.ts";
import { typeWithElements } from "./constant-shape.ts";
import type { Parameter, Role } from "./types.ts";

/** The values that a user may set, each as its last definition gives it, in the notebook's order. */
export function parametersOf(analysis: Analysis, roles: readonly Role[]): readonly Parameter[] {
  const found = new Map<string, Parameter>();
  for (const { id, definitions } of analysis.statements) {
    if (roles[id] !== "parameter") continue;
    for (const { name, type } of definitions) {
      const typed = typeWithElements(type, boundValue(analysis, id, name));
      found.set(name, { name, type: typed, statement: id, value: assignedValue(analysis, id, name) });
    }
  }
  return [...found.values()];
}

function boundValue(analysis: Analysis, id: StatementId, name: string): Expr | undefined {
  const { operations } = (analysis.statements[id] as Statement).facts;
  const bind = operations.find((operation) => operation.op === "bind" && operation.name === name);
  return bind?.op === "bind" ? bind.value : undefined;
}

/** Source of what a statement gives a name. */
function assignedValue(analysis: Analysis, id: StatementId, name: string): string {
  const { facts, cell } = analysis.statements[id] as Statement;
  const { start, end } = boundValue(analysis, id, name)?.span ?? facts.span;
  const code = analysis.cells.find((one) => one.cell === cell)?.code ?? "";
  if (facts.kind !== "assignment") return code.slice(start, end);
  // Brackets around a value are no part of it, but over several lines they are needed.
  const above = code.slice(facts.span.start, start).replace(/#[^\n]*/g, (comment) => " ".repeat(comment.length));
  return code.slice(facts.span.start + above.lastIndexOf("=") + 1, facts.span.end).replace(/^(\\\n|\s)+/, "");
}
