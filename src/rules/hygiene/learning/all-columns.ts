import type { NameRead, Statement } from "../../../analysis/types.ts";
import type { Expr } from "../../../languages/facts.ts";
import type { ExprOf } from "../../code-index.ts";
import type { Subject } from "../../subject.ts";

/** Where all code of a notebook is to be found. */
export type Code = Pick<Subject, "analysis" | "code">;

/** A frame as it is at some place: its name, and the statements that had made it what it is. */
export interface Frame {
  readonly name: string;
  readonly from: NameRead["from"];
}

/** A frame, as it is where a statement reads it. */
export function frameOf({ name, local }: ExprOf<"name">, { reads }: Statement): Frame | null {
  const read = local ? undefined : reads.find((one) => one.name === name && one.through === undefined);
  return read === undefined || read.from.length === 0 ? null : { name, from: read.from };
}

/** Whether both are the same name with the same value. */
export function isSameFrame(one: Frame | null, other: Frame | null): boolean {
  return one !== null && one.name === other?.name && String(one.from) === String(other.from);
}

/** What a name is bound to, where that is done once and the value never changed. */
export function onlyBound(name: string, { analysis, code }: Code): { value: Expr; statement: Statement } | null {
  const bound = code.operations.filter(({ operation }) => operation.op === "bind" && operation.name === name);
  const isChanged = analysis.statements.some(({ updates }) => updates.some((one) => one.name === name));
  const [only] = bound;
  if (only?.operation.op !== "bind" || bound.length > 1 || isChanged) return null;
  return { value: only.operation.value, statement: only.statement };
}

/**
 * Which columns `df.columns`, `list(df.columns)`, `[c for c in df.columns if c != "id"]`, or a name for such, leaves out of the
 * frame as it is in `frame`; null where that is not known.
 */
export function leftOut(key: Expr, frame: Frame, statement: Statement, code: Code): readonly string[] | null {
  switch (key.kind) {
    case "name": {
      const only = key.local ? null : onlyBound(key.name, code);
      if (only === null || only.value.kind === "name") return null;
      return leftOut(only.value, frame, only.statement, code);
    }
    case "member": {
      const isAll = key.name === "columns" && key.of.kind === "name" && isSameFrame(frameOf(key.of, statement), frame);
      return isAll ? [] : null;
    }
    case "call":
      return leftByCall(key, frame, statement, code);
    case "operation":
      return leftByLoop(key, frame, statement, code);
    default:
      return null;
  }
}

/** `list(df.columns)`, `df.columns.tolist()`, `df.columns.drop("id")` */
function leftByCall(
  { of, arguments: given }: ExprOf<"call">,
  frame: Frame,
  statement: Statement,
  code: Code,
): readonly string[] | null {
  const [only, ...others] = given;
  if (of.kind === "name" && of.name === "list" && only !== undefined)
    return leftOut(only.value, frame, statement, code);
  if (of.kind !== "member") return null;
  if (/^(to_?list|copy)$/.test(of.name)) return leftOut(of.of, frame, statement, code);
  if (!/^(drop|difference)$/.test(of.name) || only === undefined || others.length > 0) return null;
  const [before, names] = [leftOut(of.of, frame, statement, code), writtenTexts(only.value)];
  return before === null || names === null ? null : [...before, ...names];
}

/** `[c for c in df.columns]`, which a statement binds, with conditions that leave columns out by their names. */
function leftByLoop(
  { operator, type, parts }: ExprOf<"operation">,
  frame: Frame,
  statement: Statement,
  code: Code,
): readonly string[] | null {
  const [loop, condition] = statement.facts.operations;
  const [part] = parts;
  if (operator !== "comprehension" || type !== "list" || loop?.op !== "bind") return null;
  if (loop.value.kind !== "element" || loop.value.at !== undefined) return null;
  if (part?.kind !== "name" || part.name !== loop.name) return null;
  const before = leftOut(loop.value.of, frame, statement, code);
  const isAlone = condition?.op !== "evaluate";
  const names = isAlone ? [] : leftByCondition(condition.value, loop.name);
  if (statement.facts.operations.length > (isAlone ? 2 : 3)) return null;
  return before === null || names === null ? null : [...before, ...names];
}

/** `c != "id"`, `c not in ["id", "day"]`, and both together. */
function leftByCondition(condition: Expr, name: string): readonly string[] | null {
  if (condition.kind === "choice") {
    const each = condition.parts.map((part) => leftByCondition(part, name));
    return each.includes(null) ? null : each.flatMap((one) => one ?? []);
  }
  if (condition.kind !== "operation" || !/^(!=|not in)$/.test(condition.operator)) return null;
  const [column, names] = condition.parts;
  return column?.kind === "name" && column.name === name && names !== undefined ? writtenTexts(names) : null;
}

/** Texts that are written out: one, or several in a list. */
export function writtenTexts(expr: Expr): readonly string[] | null {
  if (expr.kind === "literal") return typeof expr.value === "string" ? [expr.value] : null;
  if (expr.kind !== "collection" || expr.type === "dict") return null;
  const texts = expr.parts.map((part) =>
    part.kind === "literal" && typeof part.value === "string" ? part.value : null,
  );
  return texts.includes(null) ? null : (texts as readonly string[]);
}
