import type { Span } from "../../../base/spans.ts";
import type { ClassFacts, Expr, FunctionFacts, Operation } from "../../facts.ts";
import type { ClassNode, Expression, FunctionNode, Statement } from "../syntax/ast.ts";

/** The way for handlers to shape what is below their node. `into` takes what happens before the value is there. */
export interface Shaping {
  readonly expression: (expression: Expression, into: Operations) => Expr;
  readonly statements: (statements: readonly Statement[], into: Operations) => void;
  readonly functionFacts: (node: FunctionNode, into: Operations) => FunctionFacts;
  readonly classFacts: (node: ClassNode, into: Operations) => ClassFacts;
}

/** Operations in source order, of a statement or of the body of a function. */
export interface Operations {
  readonly list: Operation[];
  /** Whether the code that is shaped now runs on every path. */
  certain: boolean;
  /** Takes the statements that no path comes to. */
  readonly unreachable?: Span[];
}

/** Runs `work` as code that may run or not. */
export function uncertainly<T>(into: Operations, work: () => T): T {
  const outer = into.certain;
  into.certain = false;
  const result = work();
  into.certain = outer;
  return result;
}

/** Adds an evaluation whose value goes nowhere, if it does anything. */
export function evaluate(value: Expr, into: Operations): void {
  if (isActive(value)) into.list.push({ op: "evaluate", value, certain: into.certain, span: value.span });
}

/** True when evaluating may do more than read names: it calls something, reads a property, compares or adds objects. */
function isActive(value: Expr): boolean {
  const pending = [value];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (at.kind === "call" || at.kind === "entered" || at.kind === "item" || at.kind === "member") return true;
    if (at.kind === "operation" && at.parts.length > 0) return true;
    if (at.kind === "collection" || at.kind === "choice") pending.push(...at.parts);
    if (at.kind === "element") pending.push(at.of);
  }
  return false;
}
