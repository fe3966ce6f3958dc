import type { Expr } from "../../../languages/facts.ts";
import { dottedPath, type ExprOf } from "../../code-index.ts";

const STATISTIC = /^(mean|median|mode|min|max|std|quantile)$/;

/**
 * Whether an expression changes rows by figures of all of them: `x.fillna(x.mean())`, `(x - x.mean()) / x.std()`. Figures
 * of each row for itself (`axis=1`) are none.
 */
export function usesRowStatistics(expr: Expr, imported: ReadonlyMap<string, string>): boolean {
  if (expr.kind === "call" && expr.of.kind === "member" && expr.of.name === "fillna") {
    const [value] = expr.arguments;
    const filled = nameOf(expr.of.of);
    const figure = value?.value.kind === "item" ? firstOf(value.value) : value?.value;
    return filled !== null && figure !== undefined && statisticOf(figure, imported) === filled;
  }
  if (expr.kind !== "operation" || expr.operator !== "/") return false;
  const [moved, by] = expr.parts;
  if (moved?.kind !== "operation" || moved.operator !== "-" || by === undefined) return false;
  const [rows, middle] = moved.parts;
  const name = rows && nameOf(rows);
  if (!name || middle === undefined || statisticOf(middle, imported) !== name) return false;
  const width = by.kind === "operation" && by.operator === "-" ? by.parts : [by];
  return width.every((one) => statisticOf(one, imported) === name);
}

/** `x.mode()[0]`, `x.mode().iloc[0]` */
function firstOf({ of }: ExprOf<"item">): Expr {
  return of.kind === "member" && of.name === "iloc" ? of.of : of;
}

/** Of what rows a figure is; null when it is none. */
function statisticOf(expr: Expr, imported: ReadonlyMap<string, string>): string | null {
  if (expr.kind !== "call" || expr.of.kind !== "member" || !STATISTIC.test(expr.of.name)) return null;
  const isOfNumpy = dottedPath(expr.of.of, imported) === "numpy";
  const others = isOfNumpy ? expr.arguments.slice(1) : expr.arguments;
  const isOfRows = others.every(
    ({ name, value }) => (name !== "axis" && name !== "dim") || (value.kind === "literal" && value.value === 0),
  );
  if (!isOfRows || others.some(({ name }) => name === undefined)) return null;
  const of = isOfNumpy ? expr.arguments[0]?.value : expr.of.of;
  return of === undefined ? null : nameOf(of);
}

/** `df`, `df.a`, `df["a"]`: written alike, they are the same. */
function nameOf(expr: Expr): string | null {
  if (expr.kind === "name") return expr.local ? null : expr.name;
  if (expr.kind === "literal") return JSON.stringify(expr.value);
  if (expr.kind === "collection") return expr.parts.map(nameOf).join();
  if (expr.kind !== "member" && expr.kind !== "item") return null;
  const of = nameOf(expr.of);
  const part = expr.kind === "member" ? JSON.stringify(expr.name) : nameOf(expr.key);
  return of === null || part === null ? null : `${of}[${part}]`;
}
