import type { Expr, Operation } from "../../languages/facts.ts";
import { allOf } from "../code-index.ts";
import { ARITHMETIC, amountOf, arithmeticOnSelf, type RepeatContext, type RepeatTarget } from "./repeat-amounts.ts";
import { changedByCall, columnChange, takenFirst } from "./repeated-calls.ts";
import { argument, changeByCall, changeByMethod, type RepeatedChange, type RepeatHazard } from "./table-changes.ts";

/** Methods of lists by which they grow or shrink. */
export const LIST_CHANGES: Readonly<Record<string, RepeatedChange["outcome"]>> = {
  ...{ append: "differs", extend: "differs", insert: "differs", pop: "differs", remove: "fails" },
};
/** What `pop` takes a named part from. */
const KEYED = new Set(["pandas.DataFrame", "pandas.Series", "builtins.dict"]);

/** What makes an operation give something else, or fail, when its code runs a second time; null when nothing is known to. */
export function repeatHazard(
  operation: Operation,
  before: Operation | undefined,
  context: RepeatContext,
): RepeatHazard | null {
  if (operation.op === "update") return updateHazard(operation, before, context);
  if (operation.op === "bind") {
    const { name, value, augmented } = operation;
    const isSelf = (expr: Expr) => expr.kind === "name" && !expr.local && expr.name === name;
    const known = operation.local
      ? null
      : (changeOf(value, { name, isSelf }, context) ?? columnChange(value, name, context));
    if (known) return { name, ...known, by: augmented ? `${known.by}=` : known.by };
  }
  if (operation.op !== "evaluate" && operation.op !== "bind") return null;
  return (
    takenOut(operation.value, context) ??
    takenFirst(operation.value) ??
    (operation.op === "evaluate"
      ? (callHazard(operation.value, context) ?? changedByCall(operation.value, context))
      : null)
  );
}

type Update = Extract<Operation, { op: "update" }>;

function updateHazard(operation: Update, before: Operation | undefined, context: RepeatContext): RepeatHazard | null {
  const { target, how, member, value } = operation;
  if (target.kind !== "name" || target.local) return null;
  const { name } = target;
  const place = member === undefined ? { name, isTally: true } : { name, member };
  if (how === "delete") return member === undefined ? null : { ...place, outcome: "fails", isSure: false, by: "del" };
  if (value === undefined) return null;
  const isSelf = (expr: Expr) =>
    member === undefined ? isSameKey(expr, operation, context) : isPartOf(expr, name, member);
  const changed: RepeatTarget = { ...place, isSelf };
  if (how === "augmented") {
    const [, operator] =
      /([^\s\]=]+)=[\s(]*$/.exec(context.textOf({ start: target.span.end, end: value.span.start })) ?? [];
    const amount = operator && ARITHMETIC.has(operator) ? amountOf(value, operator, changed, context) : null;
    return amount && { ...place, outcome: "differs", isSure: amount === "sure", by: `${operator}=` };
  }
  const isRelabelled = how === "attribute" && isRelabelling(value, name, before, context);
  const known = isRelabelled
    ? { outcome: "differs" as const, isSure: true, by: `.${member} =` }
    : changeOf(value, changed, context);
  return known && { ...place, ...known };
}

/** `df["a"]` or `df.a`. */
function isPartOf(expr: Expr, name: string, member: string): boolean {
  if (expr.kind !== "item" && expr.kind !== "member") return false;
  if (expr.of.kind !== "name" || expr.of.local || expr.of.name !== name) return false;
  return expr.kind === "member" ? expr.name === member : expr.key.kind === "literal" && expr.key.value === member;
}

/** `counts[word]` or `counts.get(word, 0)` in what is assigned to `counts[word]`. */
function isSameKey(expr: Expr, { target, span }: Update, { textOf }: RepeatContext): boolean {
  const isOfTarget = (of: Expr) => of.kind === "name" && target.kind === "name" && of.name === target.name && !of.local;
  const isGet = expr.kind === "call" && expr.of.kind === "member" && expr.of.name === "get" && isOfTarget(expr.of.of);
  const ofItem = expr.kind === "item" && isOfTarget(expr.of) ? expr.key : null;
  const key = isGet ? expr.arguments[0]?.value : ofItem;
  if (!key) return false;
  return textOf({ start: target.span.end, end: span.end }).startsWith(`[${textOf(key.span)}]`);
}

/** `[c + "_x" for c in df.columns]`: each label gets longer. */
function isRelabelling(value: Expr, name: string, before: Operation | undefined, { textOf }: RepeatContext): boolean {
  if (value.kind !== "operation" || value.operator !== "comprehension" || before?.op !== "bind") return false;
  const [label, ...others] = value.parts;
  const { value: from } = before;
  if (label?.kind !== "operation" || others.length > 0 || from.kind !== "element") return false;
  if (from.of.kind !== "member" || from.of.of.kind !== "name" || from.of.of.name !== name) return false;
  const isLabel = (expr: Expr) => expr.kind === "name" && expr.local === true && expr.name === before.name;
  if (label.operator === "f-string") {
    const text = textOf(label.span);
    return text.includes(`{${before.name}}`) && text.length > `f"{${before.name}}"`.length;
  }
  const isText = (expr: Expr) => expr.kind === "literal" && expr.type === "str" && expr.value !== "";
  return label.operator === "+" && label.parts.some(isLabel) && label.parts.some(isText);
}

/** How `value` is made from the thing itself, if a second time makes a difference. */
function changeOf(value: Expr, target: RepeatTarget, context: RepeatContext): RepeatedChange | null {
  if (value.kind === "operation") {
    const sureness = arithmeticOnSelf(value, target, context);
    return sureness && { outcome: "differs", isSure: sureness === "sure", by: value.operator };
  }
  if (value.kind === "item" && target.isSelf(value.of)) return cut(value.key);
  if (value.kind === "member" && value.name === "T" && target.isSelf(value.of))
    return { outcome: "differs", isSure: true, by: "T" };
  return value.kind === "call" ? changeByCall(value, target.isSelf) : null;
}

/** `x = x[1:]` and `x = x[::-1]`; `x = x[:5]` gives the same again. */
function cut(key: Expr): RepeatedChange | null {
  if (key.kind !== "operation" || key.operator !== "slice") return null;
  const [first, second] = key.parts;
  const starts = first !== undefined && first.span.start === key.span.start && isPlain(first, (value) => value > 0);
  const ends = [first, second].some(
    (part) => part !== undefined && part.span.start > key.span.start && isNegative(part),
  );
  return starts || ends ? { outcome: "differs", isSure: true, by: "[...]" } : null;
}

function isPlain(expr: Expr, fits: (value: number) => boolean): boolean {
  return expr.kind === "literal" && expr.type === "int" && typeof expr.value === "number" && fits(expr.value);
}

function isNegative(expr: Expr): boolean {
  if (isPlain(expr, (value) => value < 0)) return true;
  return expr.kind === "operation" && expr.operator === "-" && expr.parts.length === 1;
}

/** `y = df.pop("a")`, anywhere in what is computed. */
function takenOut(value: Expr, { typeOf }: RepeatContext): RepeatHazard | null {
  for (const expr of allOf(value)) {
    if (expr.kind !== "call" || expr.of.kind !== "member" || expr.of.name !== "pop") continue;
    const [key, ...others] = expr.arguments;
    const { of: from } = expr.of;
    if (from.kind !== "name" || from.local || key?.value.kind !== "literal" || key.value.type !== "str") continue;
    if (others.length > 0) continue;
    const type = typeOf(from.name);
    if (type === null || KEYED.has(type)) return { name: from.name, outcome: "fails", isSure: false, by: "pop" };
  }
  return null;
}

/** Calls that change what they are called on: `df.drop(columns="a", inplace=True)`, `xs.append(1)`. */
function callHazard(value: Expr, { typeOf }: RepeatContext): RepeatHazard | null {
  if (value.kind !== "call" || value.of.kind !== "member") return null;
  const { of: receiver, name: method } = value.of;
  if (receiver.kind !== "name" || receiver.local) return null;
  const inPlace = argument(value.arguments, "inplace");
  if (inPlace?.kind === "literal" && inPlace.value === true) {
    const known = changeByMethod(method, value.arguments);
    return known && { name: receiver.name, ...known };
  }
  const outcome = Object.hasOwn(LIST_CHANGES, method) ? LIST_CHANGES[method] : undefined;
  if (outcome === undefined || typeOf(receiver.name) !== "builtins.list") return null;
  return { name: receiver.name, outcome, isSure: false, by: method };
}
