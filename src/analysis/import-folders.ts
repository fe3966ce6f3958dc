import type { Expr, Operation } from "../languages/facts.ts";
import { partsOf } from "./parts-of.ts";
import { textConstants } from "./text-constants.ts";
import type { Analysis } from "./types.ts";

/**
 * Texts that may name folders which the notebook adds to those that Python imports from (`sys.path`): all of them, since
 * many notebooks put the path together first. None when it does not mention that list.
 */
export function importFolders(analysis: Analysis): readonly string[] {
  const operations = analysis.statements.flatMap(({ facts }) => facts.operations);
  const exprs = operations.flatMap(expressionsOf);
  const isMentioned =
    exprs.some((one) => one.kind === "member" && one.name === "path" && isSys(one.of)) ||
    operations.some((one) => one.op === "update" && one.member === "path" && isSys(one.target));
  return isMentioned ? [...new Set([...textConstants(analysis), ...exprs.flatMap(joined)])] : [];
}

function isSys(expr: Expr): boolean {
  return expr.kind === "name" && expr.name === "sys";
}

/** `os.path.join("..", "src")` names `../src`. */
function joined(expr: Expr): readonly string[] {
  if (expr.kind !== "call" || expr.arguments.length < 2) return [];
  const texts = expr.arguments.map(({ value }) => (value.kind === "literal" ? value.value : undefined));
  return texts.every((text) => typeof text === "string") ? [texts.join("/")] : [];
}

/** The expressions of an operation, outermost first. */
function expressionsOf(operation: Operation): readonly Expr[] {
  const own: Expr[] = [];
  if ("value" in operation && operation.value) own.push(operation.value);
  if (operation.op === "update") own.push(operation.target);
  for (let at = 0; at < own.length; at++) own.push(...partsOf(own[at] as Expr));
  return own;
}
