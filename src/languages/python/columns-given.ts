import type { Expr, Operation, StatementKind } from "../facts.ts";
import type { TableFacts } from "../table-facts.ts";

type Update = Extract<Operation, { op: "update" }>;

/** What takes a place by the label of a column, as its last key. */
const BY_LABEL = new Set(["loc", "at"]);
/** Attributes of a table that are none of its columns. */
const OF_TABLE = new Set(["columns", "index", "values", "attrs", "flags"]);
/** Methods that change a table, a column or what they are given, beside all that are told to with `inplace`. */
const CHANGING = new Set(["pop", "insert", "update", "setdefault", "append", "clear", "sort", "eval"]);

/** Functions of Python that read what they are given. */
const PLAIN = new Set("abs bool dict float int len list max min range round set sorted str sum tuple zip".split(" "));

/**
 * The columns that an assignment gives values to, where that is all that it is seen to do to a variable, if that is a table; nothing where
 * it may do more: another column may then be another one, too.
 */
export function columnsGiven(kind: StatementKind, operations: readonly Operation[]): TableFacts {
  const table = operations.map(tableOf).find((name) => name !== null);
  if (kind !== "assignment" || table === undefined || table === null) return {};
  const names: string[] = [];
  for (const operation of operations) {
    if (operation.op === "evaluate" && isQuiet(operation.value, table)) continue;
    const given = columnsOf(operation, table);
    if (given === null) return {};
    names.push(...given);
  }
  return { columnsGiven: { of: table, names } };
}

/** The variable that an operation changes a part of, or makes of itself. */
function tableOf(operation: Operation): string | null {
  if (operation.op === "bind") return operation.value.kind === "call" ? operation.name : null;
  if (operation.op !== "update") return null;
  let at = operation.target;
  while (at.kind === "member" || at.kind === "item") at = at.of;
  return at.kind === "name" && !at.local ? at.name : null;
}

function columnsOf(operation: Operation, table: string): readonly string[] | null {
  if (operation.op === "update") return ofUpdate(operation, table);
  return operation.op === "bind" ? ofBind(operation, table) : null;
}

/** `t["b"] = ...`, `t.b = ...`, `t[["b", "c"]] = ...`, `t.loc[rows, "b"] = ...`, `t["b"][rows] = ...`. */
function ofUpdate({ target, how, member, labels, value }: Update, table: string): readonly string[] | null {
  if (value !== undefined && !isQuiet(value, table)) return null;
  if (isTable(target, table)) {
    if (how === "attribute" && OF_TABLE.has(member ?? "")) return null;
    return member === undefined ? (labels ?? null) : [member];
  }
  if (how === "delete" || how === "attribute") return null;
  if (target.kind === "member" && isTable(target.of, table)) {
    const isLast = member === undefined && labels !== undefined;
    return BY_LABEL.has(target.name) && isLast ? labels : null;
  }
  if (target.kind !== "item" || !isTable(target.of, table) || target.key.kind !== "literal") return null;
  return typeof target.key.value === "string" ? [target.key.value] : null;
}

/** `t = t.assign(b=...)`. */
function ofBind({ name, value }: Extract<Operation, { op: "bind" }>, table: string): readonly string[] | null {
  if (name !== table) return isQuiet(value, table) ? [] : null;
  if (value.kind !== "call" || value.of.kind !== "member" || value.of.name !== "assign") return null;
  if (!isTable(value.of.of, table)) return null;
  const given = value.arguments.map(({ name: column, spread }) => (spread ? undefined : column));
  const areQuiet = value.arguments.every((one) => isQuiet(one.value, table));
  return areQuiet && given.every((one) => one !== undefined) ? given : null;
}

function isTable(expr: Expr, table: string): boolean {
  return expr.kind === "name" && !expr.local && expr.name === table;
}

/** Nothing in the expression is seen to hand the table on to code that may change it. */
function isQuiet(expr: Expr, table: string): boolean {
  switch (expr.kind) {
    case "literal":
    case "name":
      return true;
    case "function":
      return !expr.function.freeNames.includes(table);
    case "member":
    case "element":
    case "entered":
      return isQuiet(expr.of, table);
    case "item":
      return isQuiet(expr.of, table) && isQuiet(expr.key, table);
    case "call":
      return isQuietCall(expr, table);
    default:
      return expr.parts.every((part) => isQuiet(part, table));
  }
}

/** A method that is none of those that change things, or a plain function; a function of the notebook may do anything. */
function isQuietCall(call: Extract<Expr, { kind: "call" }>, table: string): boolean {
  const { of, arguments: given } = call;
  if (!isQuiet(of, table) || !given.every(({ value }) => isQuiet(value, table))) return false;
  if (given.some(({ name, spread, value }) => name === "inplace" || spread || isTable(value, table))) return false;
  if (of.kind === "member") return !CHANGING.has(of.name);
  return of.kind === "name" && PLAIN.has(of.name);
}
