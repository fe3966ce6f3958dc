import type { NameUpdate, Statement } from "../../../analysis/types.ts";
import type { Expr } from "../../../languages/facts.ts";
import type { Subject } from "../../subject.ts";
import { type Frame, frameOf } from "./all-columns.ts";

/** A frame that goes in as it is: `df`, or `X` where that is another name for it and `keeps` says so of all changes since. */
export function wholeFrame(
  expr: Expr,
  statement: Statement,
  { analysis, code }: Subject,
  keeps: (update: NameUpdate) => boolean,
): { readonly expr: Expr; readonly statement: Statement; readonly frame: Frame } | undefined {
  if (expr.kind !== "name") return undefined;
  const bound = code.operations.findLast(
    ({ operation, statement: { id }, deferred }) =>
      operation.op === "bind" && operation.name === expr.name && !deferred && id < statement.id,
  );
  const own = bound?.operation.op === "bind" ? bound.operation.value : undefined;
  if (bound === undefined || own?.kind !== "name") {
    const frame = frameOf(expr, statement);
    return frame === null ? undefined : { expr, statement, frame };
  }
  const since = analysis.statements.slice(bound.statement.id + 1, statement.id);
  const isChanged = since.some(({ updates }) =>
    updates.some((one) => (one.name === expr.name || one.name === own.name) && !keeps(one)),
  );
  const frame = isChanged ? null : frameOf(own, bound.statement);
  return frame === null ? undefined : { expr: own, statement: bound.statement, frame };
}
