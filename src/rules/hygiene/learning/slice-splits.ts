import type { Statement } from "../../../analysis/types.ts";
import type { Expr } from "../../../languages/facts.ts";
import type { ExprOf } from "../../code-index.ts";
import { sourceText } from "../../effects/source-text.ts";
import type { Subject } from "../../subject.ts";
import { isTestName } from "./part-names.ts";

type Cut = Pick<Subject, "analysis" | "code" | "notebook">;

/** Rows that are cut in two at one place: `train, test = rows[:cut], rows[cut:]`. */
export interface SliceSplit {
  readonly statement: Statement;
  /** What is cut. */
  readonly rows: Expr;
  readonly train: Expr;
  readonly test: Expr;
  /** What the test part is called. */
  readonly name: string;
}

interface Piece {
  readonly name: string;
  readonly statement: Statement;
  /** What the name is bound to. */
  readonly value: Expr;
  readonly rows: Expr;
  readonly from: string;
  readonly side: "above" | "below";
  readonly bound: string;
}

/** Cuts whose second piece has a name that says that it is for tests. */
export function sliceSplits(subject: Cut): readonly SliceSplit[] {
  const pieces = subject.code.operations.flatMap(({ operation, statement, deferred }) =>
    operation.op === "bind" && !operation.local && !deferred
      ? pieceOf(operation.name, operation.value, statement, subject)
      : [],
  );
  return pieces.flatMap((test) => {
    if (test.side !== "below" || !isTestName(test.name)) return [];
    const isOther = (one: Piece) =>
      one.side === "above" &&
      one.from === test.from &&
      one.bound === test.bound &&
      one.statement.cell === test.statement.cell;
    const train = pieces.find(isOther);
    if (train === undefined) return [];
    return [{ statement: test.statement, rows: test.rows, train: train.value, test: test.value, name: test.name }];
  });
}

function pieceOf(name: string, value: Expr, statement: Statement, subject: Cut): readonly Piece[] {
  const own = value.kind === "element" && value.of.kind === "collection" ? value.of.parts[value.at ?? -1] : value;
  const item = own === undefined ? null : itemOf(own);
  if (own === undefined || item === null) return [];
  const rows = item.of.kind === "member" && /^i?loc$/.test(item.of.name) ? item.of.of : item.of;
  const slice = item.key.kind === "collection" ? item.key.parts[0] : item.key;
  if (slice?.kind !== "operation" || slice.operator !== "slice" || slice.parts.length !== 1) return [];
  const [bound] = slice.parts as [Expr];
  const text = (expr: Expr) => sourceText(subject, statement.cell, expr.span);
  const side = bound.span.start === slice.span.start ? "below" : "above";
  return [{ name, statement, value: own, rows, from: text(rows), side, bound: text(bound) }];
}

/** `rows[:cut]`, also divided by a number, copied or in another type. */
function itemOf(value: Expr): ExprOf<"item"> | null {
  if (value.kind === "item") return value;
  if (value.kind === "operation" && value.parts.length === 2 && value.parts[1]?.kind === "literal")
    return itemOf(value.parts[0] as Expr);
  return value.kind === "call" && value.of.kind === "member" && /^(copy|astype)$/.test(value.of.name)
    ? itemOf(value.of.of)
    : null;
}
