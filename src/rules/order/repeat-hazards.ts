import type { Argument, Expr, Operation } from "../../languages/facts.ts";

/** What happens to a value when an operation that made it once runs again. */
export interface RepeatHazard {
  readonly name: string;
  /** The column or key, when it is about one. */
  readonly member?: string;
  /** `differs`: the second run gives another value. `fails`: it raises an error. */
  readonly outcome: "differs" | "fails";
  /** What it does, as source text would name it: `drop`, `/=`. */
  readonly by: string;
}

type Known = Omit<RepeatHazard, "name" | "member">;

const ARITHMETIC = new Set(["+", "-", "*", "/", "//", "**"]);
/** Functions of one number after which a second time gives something else. */
const TRANSFORMS = new Set("log log2 log10 log1p exp expm1 sqrt square cumsum diff".split(" "));
const SERIAL_METHODS = new Set("shift diff pct_change cumsum cumprod".split(" "));
/** Methods of lists by which they grow or shrink. */
const LIST_CHANGES: Readonly<Record<string, Known["outcome"]>> = {
  ...{ append: "differs", extend: "differs", insert: "differs", pop: "differs", remove: "fails" },
};

/** What makes an operation give something else, or fail, when its code runs a second time; null when nothing is known to. */
export function repeatHazard(operation: Operation, isList: (name: string) => boolean): RepeatHazard | null {
  if (operation.op === "bind" && !operation.local) {
    const { name, value, augmented } = operation;
    const known = changeOf(value, (expr) => expr.kind === "name" && !expr.local && expr.name === name);
    return known && { name, ...known, by: augmented ? `${known.by}=` : known.by };
  }
  if (operation.op === "update") return updateHazard(operation);
  return operation.op === "evaluate" ? callHazard(operation.value, isList) : null;
}

function updateHazard(operation: Extract<Operation, { op: "update" }>): RepeatHazard | null {
  const { target, how, member, value } = operation;
  if (target.kind !== "name" || target.local || member === undefined) return null;
  const place = { name: target.name, member };
  if (how === "delete") return { ...place, outcome: "fails", by: "del" };
  if (value === undefined) return null;
  if (how === "augmented") return isAmount(value) ? { ...place, outcome: "differs", by: "augmented assignment" } : null;
  const isSelf = (expr: Expr) => expr.kind !== "name" && isPartOf(expr, target.name, member);
  const known = changeOf(value, isSelf);
  return known && { ...place, ...known };
}

/** `df["a"]` or `df.a`. */
function isPartOf(expr: Expr, name: string, member: string): boolean {
  if (expr.kind !== "item" && expr.kind !== "member") return false;
  if (expr.of.kind !== "name" || expr.of.local || expr.of.name !== name) return false;
  return expr.kind === "member" ? expr.name === member : expr.key.kind === "literal" && expr.key.value === member;
}

/** How `value` is made from the thing itself, if a second time makes a difference. */
function changeOf(value: Expr, isSelf: (expr: Expr) => boolean): Known | null {
  if (value.kind === "operation" && ARITHMETIC.has(value.operator)) return arithmetic(value, isSelf);
  if (value.kind === "item" && isSelf(value.of)) return cut(value.key);
  return value.kind === "call" ? callChange(value, isSelf) : null;
}

function arithmetic({ operator, parts }: Extract<Expr, { kind: "operation" }>, isSelf: (expr: Expr) => boolean) {
  if (parts.length !== 2) return null;
  const [left, right] = parts as [Expr, Expr];
  const from = isSpine(left, isSelf) ? left : isSpine(right, isSelf) && operator !== "-" ? right : null;
  const other = from === left ? right : left;
  return from !== null && isAmount(other) ? { outcome: "differs" as const, by: operator } : null;
}

/** The thing itself, or what still is it in another form. */
function isSpine(expr: Expr, isSelf: (expr: Expr) => boolean): boolean {
  if (isSelf(expr)) return true;
  return (
    expr.kind === "call" &&
    expr.of.kind === "member" &&
    ["astype", "copy"].includes(expr.of.name) &&
    isSpine(expr.of.of, isSelf)
  );
}

/** What certainly makes a difference: a constant, not 0 or empty; a list. */
function isAmount(expr: Expr): boolean {
  if (expr.kind === "literal") return expr.type !== "bool" && expr.value !== undefined && !isNothing(expr.value);
  if (expr.kind === "collection") return expr.type === "list" && expr.parts.length > 0;
  if (expr.kind !== "operation") return false;
  return expr.type === "list" || (expr.operator === "-" && expr.parts.length === 1 && expr.parts.every(isAmount));
}

function isNothing(value: string | number | boolean): boolean {
  return value === 0 || value === "";
}

/** `x = x[1:]` and `x = x[::-1]`; `x = x[:5]` gives the same again. */
function cut(key: Expr): Known | null {
  if (key.kind !== "operation" || key.operator !== "slice") return null;
  const [first, second] = key.parts;
  const starts = first !== undefined && first.span.start === key.span.start && isPlain(first, (value) => value > 0);
  const ends = [first, second].some(
    (part) => part !== undefined && part.span.start > key.span.start && isNegative(part),
  );
  return starts || ends ? { outcome: "differs", by: "[...]" } : null;
}

function isPlain(expr: Expr, fits: (value: number) => boolean): boolean {
  return expr.kind === "literal" && expr.type === "int" && typeof expr.value === "number" && fits(expr.value);
}

function isNegative(expr: Expr): boolean {
  if (isPlain(expr, (value) => value < 0)) return true;
  return expr.kind === "operation" && expr.operator === "-" && expr.parts.length === 1;
}

function callChange(call: Extract<Expr, { kind: "call" }>, isSelf: (expr: Expr) => boolean): Known | null {
  const { of, arguments: given } = call;
  if (of.kind !== "member") return null;
  const [first] = given;
  if (isSelf(of.of)) return methodChange(of.name, given);
  if (first === undefined) return null;
  if (TRANSFORMS.has(of.name) && given.length === 1 && isSelf(first.value)) return { outcome: "differs", by: of.name };
  const holdsSelf = first.value.kind === "collection" && first.value.parts.length > 1 && first.value.parts.some(isSelf);
  if (of.name === "concat" && holdsSelf) return { outcome: "differs", by: "concat" };
  return of.name === "get_dummies" && isSelf(first.value) && isNamed(argument(given, "columns"))
    ? { outcome: "fails", by: "get_dummies" }
    : null;
}

/** What a method of a table gives that is asked of its own result again. */
function methodChange(method: string, given: readonly Argument[]): Known | null {
  if (SERIAL_METHODS.has(method)) return { outcome: "differs", by: method };
  const keeps = (name: string, value: string | boolean) => {
    const one = argument(given, name);
    return one?.kind === "literal" && one.value === value;
  };
  const first = given.find(({ name }) => name === undefined)?.value;
  if (method === "drop" && !keeps("errors", "ignore") && isNamed(argument(given, "columns") ?? first))
    return { outcome: "fails", by: "drop" };
  if (method === "set_index" && !keeps("drop", false) && isNamed(argument(given, "keys") ?? first))
    return { outcome: "fails", by: "set_index" };
  if (method === "reset_index" && given.every(({ name }) => name === "inplace"))
    return { outcome: "differs", by: method };
  if (method === "map" && first?.kind === "collection" && first.type === "dict")
    return { outcome: "differs", by: method };
  return null;
}

function argument(given: readonly Argument[], name: string): Expr | undefined {
  return given.find((one) => one.name === name)?.value;
}

/** One name as text, or a list of such. */
function isNamed(expr: Expr | undefined): boolean {
  if (expr?.kind === "literal") return expr.type === "str";
  return expr?.kind === "collection" && expr.type === "list" && expr.parts.length > 0 && expr.parts.every(isNamed);
}

/** Calls that change what they are called on: `df.drop(columns="a", inplace=True)`, `xs.append(1)`. */
function callHazard(value: Expr, isList: (name: string) => boolean): RepeatHazard | null {
  if (value.kind !== "call" || value.of.kind !== "member") return null;
  const { of: receiver, name: method } = value.of;
  if (receiver.kind !== "name" || receiver.local) return null;
  const inPlace = argument(value.arguments, "inplace");
  if (inPlace?.kind === "literal" && inPlace.value === true) {
    const known = methodChange(method, value.arguments);
    return known && { name: receiver.name, ...known };
  }
  const outcome = Object.hasOwn(LIST_CHANGES, method) ? LIST_CHANGES[method] : undefined;
  return outcome !== undefined && isList(receiver.name) ? { name: receiver.name, outcome, by: method } : null;
}
