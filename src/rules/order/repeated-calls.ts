import type { Expr } from "../../languages/facts.ts";
import { allOf } from "../code-index.ts";
import { amountOf, arithmeticOnSelf, type RepeatContext } from "./repeat-amounts.ts";
import { argument, type RepeatHazard } from "./table-changes.ts";

/** Functions that take an element out of what they are given, or put one in. */
const TAKES_FIRST = /^(next|anext)$/;
const CHANGES_HEAP = /^(heappop|heappush|heapreplace|heappushpop)$/;
/** Methods of tensors that change them by what they are given; others, such as `zero_`, give the same again. */
const OF_TENSOR: Readonly<Record<string, string>> = { add_: "+", sub_: "-", mul_: "*", div_: "/", pow_: "**" };

/** `row = next(rows)`, `when = heappop(events)`: each run takes another one. */
export function takenFirst(value: Expr): RepeatHazard | null {
  for (const expr of allOf(value)) {
    if (expr.kind !== "call") continue;
    const { of, arguments: given } = expr;
    const by = of.kind === "name" || of.kind === "member" ? of.name : "";
    const isTaking = (of.kind === "name" && TAKES_FIRST.test(by)) || CHANGES_HEAP.test(by);
    // Only a `deque` has it.
    if (by === "popleft" && of.kind === "member" && of.of.kind === "name" && !of.of.local)
      return { name: of.of.name, outcome: "differs", isSure: false, by };
    const from = given[0]?.value;
    if (isTaking && from?.kind === "name" && !from.local)
      return { name: from.name, outcome: "differs", isSure: false, by };
  }
  return null;
}

/** Calls that change what they are called on: `table.insert(0, "day", days)`, `tensor.mul_(2)`, `model.add(layer)`. */
export function changedByCall(value: Expr, context: RepeatContext): RepeatHazard | null {
  if (value.kind !== "call" || value.of.kind !== "member") return null;
  const by = value.of.name;
  const receiver = Object.hasOwn(OF_TENSOR, by) ? rootOf(value) : value.of.of;
  if (receiver?.kind !== "name" || receiver.local) return null;
  const { name } = receiver;
  const operator = OF_TENSOR[by];
  const [amount] = value.arguments;
  if (operator !== undefined && amount !== undefined) {
    const isSelf = (expr: Expr) => expr.kind === "name" && expr.name === name;
    const sureness = amountOf(amount.value, operator, { name, isSelf }, context);
    return sureness && { name, outcome: "differs", isSure: sureness === "sure", by };
  }
  const type = context.typeOf(name);
  if (by === "insert" && type === "pandas.DataFrame" && argument(value.arguments, "allow_duplicates") === undefined)
    return { name, outcome: "fails", isSure: false, by, because: "finds the column that it adds already there" };
  return by === "add" && type === "keras.Model" ? { name, outcome: "differs", isSure: false, by } : null;
}

/** The name at the start of a chain of such methods: `weights.mul_(2).add_(1)`. */
function rootOf(expr: Expr): Expr | null {
  if (expr.kind !== "call" || expr.of.kind !== "member") return expr;
  return Object.hasOwn(OF_TENSOR, expr.of.name) ? rootOf(expr.of.of) : null;
}

/**
 * A table that is made anew with a column that is made of itself: `trips.with_columns(minutes=pl.col("minutes") / 60)`,
 * `df.assign(price=df["price"] * 2)`, `df.assign(price=lambda t: t.price * 2)`.
 */
export function columnChange(value: Expr, table: string, context: RepeatContext): Omit<RepeatHazard, "name"> | null {
  if (value.kind !== "call" || value.of.kind !== "member" || !/^(with_columns|assign)$/.test(value.of.name))
    return null;
  const { of: receiver, name: by } = value.of;
  if (receiver.kind !== "name" || receiver.local || receiver.name !== table) return null;
  for (const { name, value: given } of value.arguments) {
    const [expr, member] = name === undefined ? renamed(given) : [given, name];
    const made = expr.kind === "function" ? returned(expr) : expr;
    const column = member ?? (made && columnIn(made));
    if (made === null || column === null) continue;
    const isSelf = (one: Expr) => columnOf(one) === column;
    const sureness = arithmeticOnSelf(made, { name: table, member: column, isSelf }, context);
    if (sureness) return { member: column, outcome: "differs", isSure: sureness === "sure", by };
  }
  return null;
}

/** `(pl.col("a") * 2).alias("b")` is column `b`; without that it keeps its name. */
function renamed(expr: Expr): readonly [Expr, string | null] {
  const isAlias = expr.kind === "call" && expr.of.kind === "member" && expr.of.name === "alias";
  if (!isAlias || expr.of.kind !== "member") return [expr, null];
  const name = expr.arguments[0]?.value;
  return [expr.of.of, name?.kind === "literal" && typeof name.value === "string" ? name.value : ""];
}

/** What a lambda gives. */
function returned({ function: facts }: Extract<Expr, { kind: "function" }>): Expr | null {
  const [only] = facts.operations;
  return facts.operations.length === 1 && only?.op === "return" ? only.value : null;
}

function columnIn(expr: Expr): string | null {
  return (
    allOf(expr)
      .map(columnOf)
      .find((one) => one !== null) ?? null
  );
}

/** The column that `pl.col("a")`, `df["a"]` or `df.a` is. */
function columnOf(expr: Expr): string | null {
  const text = (key: Expr | undefined) => (key?.kind === "literal" && typeof key.value === "string" ? key.value : null);
  if (expr.kind === "call" && expr.of.kind === "member" && expr.of.name === "col")
    return text(expr.arguments[0]?.value);
  if (expr.kind === "item" && expr.of.kind === "name") return text(expr.key);
  return expr.kind === "member" && expr.of.kind === "name" && expr.of.local === true ? expr.name : null;
}
