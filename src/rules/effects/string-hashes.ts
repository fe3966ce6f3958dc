import type { Expr } from "../../languages/facts.ts";
import { allOf, type CallSite, type ExprOf } from "../code-index.ts";
import type { Finding } from "../rule.ts";
import { placeOf, type Subject } from "../subject.ts";
import { sourceText } from "./source-text.ts";

/** Methods and functions that call what they are given for each element. */
const MAPS = /^(map|apply|applymap|transform)$/;

/** `hash` of text, where it is no part of a `__hash__`; of what may be text, a note. */
export function stringHashes(subject: Subject): readonly Finding[] {
  const { builtins, analysis } = subject;
  const isOwn = analysis.statements.some(({ definitions }) => definitions.some(({ name }) => name === "hash"));
  if (isOwn || !builtins.has("hash")) return [];
  const sites = subject.code.calls.filter(({ statement }) => statement.facts.kind !== "class");
  const calls = sites.filter(({ callee, call }) => callee === "hash" && call.arguments.length === 1);
  const ofText = calls.filter(({ call }) => isText(call.arguments[0]?.value));
  const ofAny = calls.filter(({ call }) => mayBeText(call.arguments[0]?.value));
  const others = [...ofAny, ...sites.filter(mapsHash)].filter((site) => !ofText.includes(site));
  return [
    ...ofText.map((site) => hashFinding(subject, site, true)),
    ...others.map((site) => hashFinding(subject, site, false)),
  ];
}

function hashFinding(subject: Subject, { statement, call }: CallSite, isOfText: boolean): Finding {
  const text = `\`${sourceText(subject, statement.cell, call.span)}\` ${isOfText ? "is" : "may take"}`;
  return {
    ...(isOfText ? {} : { severity: "info" as const }),
    message: `${text} the hash of a string, which Python salts anew in each process, so it is another number in each run.`,
    location: placeOf(subject, statement.cell, call.span),
    hint: "use `hashlib.sha256(text.encode()).hexdigest()`",
  };
}

/** Sets that are written out and hold strings alone, more than one. */
export function stringSets({ analysis, code }: Subject): readonly StringSet[] {
  const mayHold = new Set(analysis.cells.filter((one) => /\{\s*[rbuRBU]?["']/.test(one.code)).map(({ cell }) => cell));
  const found = new Map<Expr, StringSet>();
  for (const { operation, statement } of code.operations) {
    if (!mayHold.has(statement.cell)) continue;
    const roots = "value" in operation && operation.value ? [operation.value] : [];
    for (const expr of roots.flatMap(allOf)) if (isStringSet(expr)) found.set(expr, { expr, statement });
  }
  return [...found.values()];
}

/** Set comprehensions, and differences of the keys of dicts. */
export function computedSets({ analysis, code }: Subject): readonly StringSet[] {
  const isLikely = (text: string) => text.includes(".keys()") || /[{}][^{}]*\bfor\b/.test(text);
  const mayHold = new Set(analysis.cells.filter((one) => isLikely(one.code)).map(({ cell }) => cell));
  const found = new Map<Expr, StringSet>();
  for (const { operation, statement } of code.operations) {
    if (!mayHold.has(statement.cell)) continue;
    const roots = "value" in operation && operation.value ? [operation.value] : [];
    for (const expr of roots.flatMap(allOf)) if (isComputedSet(expr)) found.set(expr, { expr, statement });
  }
  return [...found.values()];
}

function isComputedSet(expr: Expr): boolean {
  if (expr.kind !== "operation") return false;
  if (expr.operator === "comprehension") return expr.type === "set";
  return /^[-&|^]$/.test(expr.operator) && expr.parts.some(isKeys);
}

/** `d.keys()` */
function isKeys(expr: Expr): boolean {
  return expr.kind === "call" && expr.arguments.length === 0 && expr.of.kind === "member" && expr.of.name === "keys";
}

/** A set that is written out, or computed. */
export interface StringSet extends Pick<CallSite, "statement"> {
  readonly expr: Expr;
}

function isStringSet(expr: Expr): expr is ExprOf<"collection"> {
  return expr.kind === "collection" && expr.type === "set" && expr.parts.length > 1 && expr.parts.every(isString);
}

/** Text by its shape. */
export function isString(expr: Expr): boolean {
  return (expr.kind === "literal" || expr.kind === "operation") && expr.type === "str";
}

function isText(expr: Expr | undefined): boolean {
  if (expr === undefined) return false;
  if (isString(expr)) return true;
  return expr.kind === "call" && expr.of.kind === "name" && (expr.of.name === "str" || expr.of.name === "repr");
}

/** A parameter, an element of a loop, or an item of a row. */
function mayBeText(expr: Expr | undefined): boolean {
  return expr?.kind === "item" || (expr?.kind === "name" && expr.local === true);
}

/** `users["name"].map(hash)`. */
function mapsHash({ call, method }: CallSite): boolean {
  const isHash = (expr: Expr) => expr.kind === "name" && expr.name === "hash" && !expr.local;
  return MAPS.test(method ?? "") && call.arguments.some(({ value }) => isHash(value));
}
