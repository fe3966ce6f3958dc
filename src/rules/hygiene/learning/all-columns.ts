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

/** `df.columns`, `list(df.columns)`, `[c for c in df.columns]`, or a name for such, of the frame as it is in `frame`. */
export function isAllColumns(key: Expr, frame: Frame, statement: Statement, code: Code): boolean {
  switch (key.kind) {
    case "name": {
      const only = key.local ? null : onlyBound(key.name, code);
      if (only === null || only.value.kind === "name") return false;
      return isAllColumns(only.value, frame, only.statement, code);
    }
    case "member":
      return key.name === "columns" && key.of.kind === "name" && isSameFrame(frameOf(key.of, statement), frame);
    case "call": {
      const { of, arguments: given } = key;
      const [only] = given;
      if (of.kind === "name" && of.name === "list" && only !== undefined)
        return isAllColumns(only.value, frame, statement, code);
      const isList = of.kind === "member" && /^(to_?list|copy)$/.test(of.name);
      return isList && isAllColumns(of.of, frame, statement, code);
    }
    case "operation":
      return isEachColumn(key, frame, statement, code);
    default:
      return false;
  }
}

/** `[c for c in df.columns]`, which a statement binds; a condition would be an operation more. */
function isEachColumn(
  { operator, type, parts }: ExprOf<"operation">,
  frame: Frame,
  statement: Statement,
  code: Code,
): boolean {
  const [loop, ...others] = statement.facts.operations;
  const [part] = parts;
  if (operator !== "comprehension" || type !== "list" || loop?.op !== "bind" || others.length > 1) return false;
  if (loop.value.kind !== "element" || loop.value.at !== undefined) return false;
  return part?.kind === "name" && part.name === loop.name && isAllColumns(loop.value.of, frame, statement, code);
}
