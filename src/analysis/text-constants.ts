import type { CellFacts, Expr, FunctionFacts, Operation, StatementFacts } from "../languages/facts.ts";
import type { Analysis, NameRead, Statement } from "./types.ts";

/** All text constants of the code of cells, functions and classes included, each once. */
export function textsIn(cells: readonly CellFacts[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { statements } of cells) for (const { operations } of statements) visitOperations(operations, found);
  return found;
}

/** All text constants of the code, functions and classes included, and paths put together from them, each once: candidates for names of files. */
export function textConstants(analysis: Analysis): readonly string[] {
  const found = new Set<string>();
  for (const { facts, files } of analysis.statements) {
    for (const path of [...files.reads, ...files.writes]) found.add(path);
    visitOperations(facts.operations, found);
  }
  return [...found];
}

function visitFunction(made: FunctionFacts, found: Set<string>): void {
  for (const { default: standard } of made.parameters) if (standard) visit(standard, found);
  visitOperations(made.operations, found);
}

function visitOperations(operations: readonly Operation[], found: Set<string>): void {
  for (const operation of operations) {
    if ("value" in operation && operation.value) visit(operation.value, found);
    if (operation.op === "update") visit(operation.target, found);
    if (operation.op === "define") {
      if (operation.function) visitFunction(operation.function, found);
      for (const method of operation.class?.methods ?? []) visitFunction(method, found);
    }
  }
}

function visit(expr: Expr, found: Set<string>): void {
  if (expr.kind === "literal" && typeof expr.value === "string") found.add(expr.value);
  if (expr.kind === "function") visitFunction(expr.function, found);
  if ("of" in expr) visit(expr.of, found);
  if ("key" in expr) visit(expr.key, found);
  if ("parts" in expr) for (const part of expr.parts) visit(part, found);
  if (expr.kind === "call") for (const argument of expr.arguments) visit(argument.value, found);
}

/**
 * Functions read what their texts name: `def fit(t): return smf.ols("y ~ np.log(x)", t)` reads `np`. That is known once they
 * are called. What is data is read by the call.
 */
export function namedByFunctions(
  statements: readonly Statement[],
  named: ReadonlyMap<FunctionFacts, ReadonlySet<string>>,
): readonly Statement[] {
  if (named.size === 0) return statements;
  const read = (name: string, span: NameRead["span"]): readonly NameRead[] => {
    const definers = statements.filter(({ definitions }) => definitions.some((one) => one.name === name));
    const isCode = definers.every(({ facts }) => facts.kind === "import" || facts.function || facts.class);
    return isCode ? [{ name, from: definers.map(({ id }) => id), inText: true, certain: false, span }] : [];
  };
  return statements.map((statement) => {
    const { facts, reads } = statement;
    const names = functionsOf(facts).flatMap((made) => [...(named.get(made) ?? [])]);
    const added = names
      .filter((name) => !reads.some((one) => one.name === name))
      .flatMap((name) => read(name, facts.span));
    return added.length === 0 ? statement : { ...statement, reads: [...reads, ...added] };
  });
}

/** The function that a statement defines, or the methods of its class. */
export function functionsOf({ function: made, class: owner }: StatementFacts): readonly FunctionFacts[] {
  return made ? [made] : (owner?.methods ?? []);
}
