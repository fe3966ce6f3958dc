import type { Span } from "../../base/spans.ts";
import type { Expr } from "../../languages/facts.ts";
import { allOf, type ExprOf } from "../code-index.ts";

/** What is known where an operation stands. */
export interface RepeatContext {
  /** Dotted type of the value of a name, null when it is not known. */
  readonly typeOf: (name: string) => string | null;
  /** The constant that a name stands for, when it is nothing else. */
  readonly constantOf: (name: string) => Expr | null;
  /** Whether this cell makes a name from another one, so that it follows that one's changes. */
  readonly isMadeHereFrom: (name: string, source: string) => boolean;
  readonly textOf: (span: Span) => string;
}

/** What an operation changes. */
export interface RepeatTarget {
  readonly name: string;
  /** The column or attribute. */
  readonly member?: string;
  readonly isSelf: (expr: Expr) => boolean;
}

/** How sure it is that something makes a difference each time. */
export type Sureness = "sure" | "maybe";

/** Operators of which a second time makes a difference, unless the operand is neutral. */
export const ARITHMETIC: ReadonlySet<string> = new Set(["+", "-", "*", "/", "//", "**", "@"]);
const SCALING = new Set(["*", "/", "//", "**"]);

/** Whether `value` is arithmetic on the thing itself of which a second time makes a difference: `(x - 32) * k`. */
export function arithmeticOnSelf(value: Expr, target: RepeatTarget, context: RepeatContext): Sureness | null {
  if (value.kind !== "operation" || !ARITHMETIC.has(value.operator) || value.parts.length !== 2) return null;
  const [left, right] = value.parts as [Expr, Expr];
  const isTurned = value.operator !== "-" && isSpine(right, target, context);
  const from = isSpine(left, target, context) ? left : isTurned ? right : null;
  if (from === null) return null;
  return amountOf(from === left ? right : left, value.operator, target, context);
}

/** The thing itself, or what still is it in another form. */
function isSpine(expr: Expr, target: RepeatTarget, context: RepeatContext): boolean {
  if (target.isSelf(expr)) return true;
  if (expr.kind === "operation") return arithmeticOnSelf(expr, target, context) !== null;
  return (
    expr.kind === "call" &&
    expr.of.kind === "member" &&
    ["astype", "copy"].includes(expr.of.name) &&
    isSpine(expr.of.of, target, context)
  );
}

/** Whether an operand makes a difference: a constant that is not neutral or a list surely does, another value may. */
export function amountOf(expr: Expr, operator: string, target: RepeatTarget, context: RepeatContext): Sureness | null {
  if (expr.kind === "literal")
    return expr.type !== "bool" && expr.value !== undefined && !isNeutral(expr.value, operator) ? "sure" : null;
  if (expr.kind === "collection") return expr.type !== "dict" && expr.parts.length > 0 ? "sure" : null;
  if (expr.kind === "function" || followsTarget(expr, target, context)) return null;
  const constant = expr.kind === "name" && !expr.local ? context.constantOf(expr.name) : null;
  if (constant?.kind === "literal") return amountOf(constant, operator, target, context);
  if (expr.kind !== "operation") return "maybe";
  if (expr.type === "list") return "sure";
  const [only, ...others] = expr.parts;
  return expr.operator === "-" && only && others.length === 0 ? amountOf(only, operator, target, context) : "maybe";
}

function isNeutral(value: string | number | boolean, operator: string): boolean {
  return value === 0 || value === "" || (value === 1 && SCALING.has(operator));
}

/** An amount that comes from the thing itself follows it: `x / x.max()` gives the same again. */
function followsTarget(expr: Expr, target: RepeatTarget, context: RepeatContext): boolean {
  const all = allOf(expr);
  const others = new Set<Expr>(all.flatMap((one) => (isOtherPart(one, target) ? [one.of] : [])));
  return all.some((one) => {
    if (one.kind !== "name" || one.local) return false;
    return one.name === target.name ? !others.has(one) : context.isMadeHereFrom(one.name, target.name);
  });
}

/** Another column of the same table. */
function isOtherPart(expr: Expr, { name, member }: RepeatTarget): expr is ExprOf<"item"> {
  if (member === undefined || expr.kind !== "item" || expr.of.kind !== "name" || expr.of.name !== name) return false;
  return expr.key.kind === "literal" && expr.key.type === "str" && expr.key.value !== member;
}
