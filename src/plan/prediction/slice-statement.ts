import type { Statement } from "../../analysis/types.ts";
import type { Expr, Operation } from "../../languages/facts.ts";
import type { SliceStatement } from "../types.ts";
import { type Place, type Refusal, RowReading } from "./row-reading.ts";

/** A statement that changes values with rows, as it can be said of any rows. */
export interface SlicedStatement {
  readonly reading: RowReading;
  /** Null when nothing of it is left: it chose rows. */
  readonly statement: SliceStatement | null;
  /** Names that it binds; others that were needed still are. */
  readonly bound: readonly string[];
  /** The name whose columns depend on the values that there are. */
  readonly spread: string | null;
}

type Bind = Extract<Operation, { op: "bind" }>;

/** Says a statement of any rows, as far as these names are concerned; a refusal says why that cannot be. */
export function sliceStatement(
  statement: Statement,
  needed: ReadonlySet<string>,
  place: Place,
): SlicedStatement | Refusal {
  const { facts } = statement;
  const whole = (because: string): Refusal => ({ span: facts.span, because });
  if (facts.kind === "compound" || facts.magics.length > 0 || facts.operations.some((one) => !one.certain))
    return whole("it is in a loop, a branch or a magic");
  const removed = removedColumn(facts.operations, needed, place);
  if (removed !== null) return said(statement, removed, new RowReading(place), []);
  const binds = facts.operations.filter((one): one is Bind => one.op === "bind" && needed.has(one.name));
  if (binds.length > 0) return slicedBinds(statement, binds, place, whole);
  const [only, ...more] = facts.operations;
  if (only === undefined || more.length > 0) return whole("it changes the table in more than one way");
  const reading = new RowReading(place);
  if (only.op === "evaluate") reading.read(only.value);
  else if (only.op !== "update" || only.target.kind !== "name" || !needed.has(only.target.name))
    return whole("it changes the table through another value");
  else if (only.member === undefined || only.how === "attribute") return whole("it is not known which column it sets");
  else {
    reading.computes = true;
    if (only.value) reading.operand(only.value);
  }
  return reading.refusal ?? said(statement, null, reading, []);
}

function slicedBinds(
  statement: Statement,
  binds: readonly Bind[],
  place: Place,
  whole: (because: string) => Refusal,
): SlicedStatement | Refusal {
  const isWhole = statement.facts.operations.length === 1;
  const reading = new RowReading(place);
  const lines: string[] = [];
  for (const bind of binds) {
    if (bind.augmented) return whole("it changes a value in place");
    const part = splitPart(bind.value, place);
    const before = reading.edits.length;
    reading.read(part ?? bind.value);
    const text = edited(part ?? bind.value, reading.edits.slice(before), place);
    if (text !== bind.name) lines.push(`${bind.name} = ${text}`);
  }
  if (reading.refusal) return reading.refusal;
  const bound = binds.map(({ name }) => name);
  const [first] = binds;
  if (reading.spreads) {
    if (!isWhole || first?.value.span !== reading.spreads)
      return whole("it makes columns of values on the way to something else");
    return { ...said(statement, null, reading, bound), spread: first.name };
  }
  if (isWhole && first !== undefined && splitPart(first.value, place) === null && lines.length > 0)
    return said(statement, null, reading, bound);
  return said(statement, lines.join("\n"), reading, bound);
}

function said(
  statement: Statement,
  text: string | null,
  reading: RowReading,
  bound: readonly string[],
): SlicedStatement {
  const isNothing = text === "";
  return {
    reading,
    bound,
    spread: null,
    statement: isNothing ? null : { statement: statement.id, edits: reading.edits, text },
  };
}

/** What `b` is a part of, in `a, b, c, d = split(x, y)`: `x`. */
function splitPart(value: Expr, { imported, knowledge }: Place): Expr | null {
  if (value.kind !== "element" || value.at === undefined || value.of.kind !== "call") return null;
  const { of: callee, arguments: given } = value.of;
  const path =
    callee.kind === "name" ? imported.get(callee.name) : callee.kind === "member" ? memberPath(callee, imported) : null;
  if (!knowledge.split.includes(path ?? "")) return null;
  return given.filter(({ name }) => name === undefined)[value.at >> 1]?.value ?? null;
}

function memberPath(callee: Extract<Expr, { kind: "member" }>, imported: ReadonlyMap<string, string>): string | null {
  const of =
    callee.of.kind === "name"
      ? imported.get(callee.of.name)
      : callee.of.kind === "member"
        ? memberPath(callee.of, imported)
        : null;
  return of === null || of === undefined ? null : `${of}.${callee.name}`;
}

/** `y = table.pop("price")` and `del table["price"]`, in words that also hold when the column is not there. */
function removedColumn(
  operations: readonly Operation[],
  needed: ReadonlySet<string>,
  { knowledge: { drop } }: Place,
): string | null {
  const [only, ...more] = operations;
  if (only === undefined || more.length > 0) return null;
  const text = (name: string, column: string) =>
    `${name} = ${name}.${drop.method}(columns=${JSON.stringify(column)}, ${drop.unlessThere})`;
  if (only.op === "update" && only.how === "delete" && only.target.kind === "name" && only.member !== undefined)
    return needed.has(only.target.name) ? text(only.target.name, only.member) : null;
  if (only.op !== "bind" && only.op !== "evaluate") return null;
  if (only.value.kind !== "call" || only.value.of.kind !== "member" || only.value.of.name !== drop.pop) return null;
  const { of: receiver } = only.value.of;
  const column = only.value.arguments[0]?.value;
  if (receiver.kind !== "name" || !needed.has(receiver.name) || column?.kind !== "literal") return null;
  const isOther = only.op === "evaluate" || !needed.has(only.name);
  return isOther && typeof column.value === "string" ? text(receiver.name, column.value) : null;
}

function edited(
  { span }: Expr,
  edits: readonly { readonly span: { readonly start: number; readonly end: number }; readonly text: string }[],
  { code }: Place,
): string {
  let text = "";
  let at = span.start;
  for (const edit of [...edits].sort((a, b) => a.span.start - b.span.start)) {
    text += code.slice(at, edit.span.start) + edit.text;
    at = edit.span.end;
  }
  return text + code.slice(at, span.end);
}

/** A statement that only sets or removes one column of a table, if it is not among those that are taken of it. */
export function concernsOtherColumns(
  { facts: { operations } }: Statement,
  needed: ReadonlyMap<string, ReadonlySet<string> | null>,
): boolean {
  const [only, ...more] = operations;
  if (only?.op !== "update" || more.length > 0 || only.target.kind !== "name" || only.target.local) return false;
  const taken = needed.get(only.target.name);
  return only.how !== "attribute" && only.member !== undefined && taken !== null && taken?.has(only.member) === false;
}
