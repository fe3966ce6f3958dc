import type { Expr, FunctionFacts, Operation } from "../languages/facts.ts";
import type { Analysis } from "./types.ts";

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
