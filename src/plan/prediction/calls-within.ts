import { partsOf } from "../../analysis/parts-of.ts";
import type { Expr, Operation } from "../../languages/facts.ts";

/** A call in the code. */
export type Call = Extract<Expr, { readonly kind: "call" }>;

/** A call, and whether it stands in a function that may run at another time. */
export interface FoundCall {
  readonly call: Call;
  readonly deferred: boolean;
}

/** All calls in what a statement does, those in functions included, in source order. */
export function callsWithin(operations: readonly Operation[], deferred = false): readonly FoundCall[] {
  return operations.flatMap((one) => {
    if (one.op === "define") {
      const inner = one.function === undefined ? (one.class?.methods ?? []) : [one.function];
      return inner.flatMap((each) => callsWithin(each.operations, true));
    }
    const target = one.op === "update" ? callsOf(one.target, deferred) : [];
    return "value" in one && one.value !== undefined ? [...target, ...callsOf(one.value, deferred)] : target;
  });
}

/** The method that a call asks of a plain name of the notebook: `predict` for `model.predict(x)`. */
export function methodOn(call: Call, name: string): string | null {
  const { of } = call;
  return of.kind === "member" && of.of.kind === "name" && !of.of.local && of.of.name === name ? of.name : null;
}

function callsOf(expr: Expr, deferred: boolean): readonly FoundCall[] {
  const own = expr.kind === "call" ? [{ call: expr, deferred }] : [];
  const inner = expr.kind === "function" ? callsWithin(expr.function.operations, true) : [];
  return [...partsOf(expr).flatMap((part) => callsOf(part, deferred)), ...own, ...inner];
}
