import type { Statement } from "../../analysis/types.ts";
import type { Expr } from "../../languages/facts.ts";
import { allOf } from "../code-index.ts";
import type { Subject } from "../subject.ts";

/** Whether an expression is evaluated on every path through its statement, not only when a function is called. */
export function isCertain({ code }: Pick<Subject, "code">, statement: Statement, expr: Expr): boolean {
  return (code.operationsByStatement.get(statement) ?? []).some(({ operation, deferred }) => {
    if (deferred || !operation.certain) return false;
    const roots = "value" in operation && operation.value ? [operation.value] : [];
    if ("target" in operation) roots.push(operation.target);
    return roots.some((root) => allOf(root).includes(expr));
  });
}
