import type { Expr } from "../languages/facts.ts";

/** More than this is data rather than something to set. */
const MOST_VALUES = 100;

const SCALARS = new Set(["int", "float", "str", "bool"]);

/**
 * Whether a spelled-out list, tuple or mapping is the same after it was written as JSON and read as its type: texts as keys, no
 * tuples inside. Sets are not, for their order would be another.
 */
export function isSettableCollection(expr: Expr): boolean {
  if (expr.kind !== "collection" || expr.type === "set" || expr.parts.length === 0) return false;
  return valuesIn(expr) <= MOST_VALUES && isJson(expr.type === "tuple" ? { ...expr, type: "list" } : expr);
}

/** The type with that of its elements, where they all have one: `builtins.list` of texts is `builtins.list[str]`. */
export function typeWithElements(type: string | null, expr: Expr | undefined): string | null {
  if (expr?.kind !== "collection" || expr.parts.length === 0 || type !== `builtins.${expr.type}`) return type;
  const values = expr.type === "dict" ? expr.parts.filter((_, at) => at % 2 === 1) : expr.parts;
  const types = new Set(values.map((part) => (part.kind === "literal" ? part.type : null)));
  const [only] = types;
  if (types.size !== 1 || only === null || only === undefined || !SCALARS.has(only)) return type;
  if (expr.type === "tuple") return `${type}[${only}, ...]`;
  if (expr.type === "list") return `${type}[${only}]`;
  const keysAreTexts = expr.parts.every((part, at) => at % 2 === 1 || (part.kind === "literal" && part.type === "str"));
  return expr.type === "dict" && keysAreTexts ? `${type}[str, ${only}]` : type;
}

function valuesIn(expr: Expr): number {
  return expr.kind === "collection" ? expr.parts.reduce((count, part) => count + valuesIn(part), 0) : 1;
}

function isJson(expr: Expr): boolean {
  if (expr.kind === "literal") return isJsonScalar(expr);
  if (expr.kind !== "collection") return false;
  if (expr.type === "list") return expr.parts.every(isJson);
  if (expr.type !== "dict" || expr.parts.length % 2 === 1) return false;
  const keys = expr.parts.filter((_, at) => at % 2 === 0);
  const names = new Set(keys.map((key) => (key.kind === "literal" && key.type === "str" ? key.value : undefined)));
  return names.size === keys.length && !names.has(undefined) && expr.parts.every(isJson);
}

function isJsonScalar({ type, value }: Extract<Expr, { kind: "literal" }>): boolean {
  if (type === "none" || type === "bool" || type === "int") return true;
  if (type === "float") return Number.isFinite(value);
  return type === "str" && typeof value === "string" && !/\p{Surrogate}/u.test(value);
}
