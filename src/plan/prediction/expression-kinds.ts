import type { Statement } from "../../analysis/types.ts";
import type { Expr } from "../../languages/facts.ts";
import type { PredictionKnowledge } from "../../languages/prediction-knowledge.ts";

/** Something that is computed value by value. */
export function isArithmetic(operator: string): boolean {
  return /^([-+*/%&|^~]|\*\*|\/\/|[<>=!]=?)$/.test(operator);
}

/** Names no columns: places, or a condition. */
export function isRange(expr: Expr): boolean {
  return (
    expr.kind === "operation" ||
    (expr.kind === "literal" && expr.type !== "str") ||
    (expr.kind === "collection" && expr.type === "tuple")
  );
}

/** A condition, which chooses rows. */
export function isMask(expr: Expr): boolean {
  return expr.kind === "operation" && /^([<>=!]=?|[&|~])$/.test(expr.operator);
}

/** Its span holds all of its text, so what follows can go. */
export function isOneTerm({ kind }: Expr): boolean {
  return kind === "name" || kind === "member" || kind === "item" || kind === "call";
}

/** An argument of this name and value. */
export function isEqual(
  name: string | undefined,
  value: Expr,
  one: { readonly argument: string; readonly equals: number },
): boolean {
  return name === one.argument && value.kind === "literal" && value.value === one.equals;
}

/** The columns that a key names: `["a"]`, `["a", "b"]`; null when they are not spelled out. */
export function namedColumns(key: Expr): readonly string[] | null {
  const parts = key.kind === "collection" && key.type === "list" ? key.parts : [key];
  const names = parts.map((part) => (part.kind === "literal" && part.type === "str" ? String(part.value) : null));
  return names.includes(null) ? null : (names as string[]);
}

/** After these statements a name stands for a condition: `old = table["age"] > 60`. */
export function isCondition(above: readonly Statement[], name: string): boolean {
  const value = boundValue(above, name);
  return value !== null && isMask(value);
}

/** What these statements bound a name to last, where a statement does nothing else. */
function boundValue(above: readonly Statement[], name: string): Expr | null {
  const last = above.findLast(({ definitions }) => definitions.some((one) => one.name === name));
  const [only, ...more] = last?.facts.operations ?? [];
  return only?.op === "bind" && more.length === 0 && !only.augmented ? only.value : null;
}

/** After these statements a name stands for one value of all rows: `mean = table["area"].mean()`. */
export function isWhole(above: readonly Statement[], name: string, { whole }: PredictionKnowledge): boolean {
  const value = boundValue(above, name);
  if (value?.kind !== "call") return false;
  const { of, arguments: given } = value;
  return of.kind === "member" && whole.methods.includes(of.name) && !given.some((one) => one.name === whole.unless);
}

/** A constant, or a collection of such. */
export function isSpelledOut(expr: Expr): boolean {
  return expr.kind === "literal" || (expr.kind === "collection" && expr.parts.every(isSpelledOut));
}
