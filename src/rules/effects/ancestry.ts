import { partsOf } from "../../analysis/parts-of.ts";
import type { Statement } from "../../analysis/types.ts";
import type { Expr, FunctionFacts, Operation } from "../../languages/facts.ts";
import type { ExprOf } from "../code-index.ts";

/** Which expression of a statement each one is a part of, and what is done with the outermost ones. */
export class Ancestry {
  readonly #parents = new Map<Expr, Expr>();
  readonly #operations = new Map<Expr, Operation>();
  readonly #comprehensions: ExprOf<"operation">[] = [];

  constructor({ facts }: Pick<Statement, "facts">) {
    this.#visitAll(facts.operations);
  }

  /** What an expression is a part of. A comprehension counts as what its iterables are parts of. */
  parentOf(expr: Expr): Expr | undefined {
    const parent = this.#parents.get(expr);
    if (parent !== undefined) return parent;
    const operation = this.#operations.get(expr);
    if (operation?.op !== "bind" || !operation.local || expr.kind !== "element") return undefined;
    return this.#innermostComprehension(expr);
  }

  /** All that an expression is a part of, innermost first. */
  ancestorsOf(expr: Expr): readonly Expr[] {
    const found: Expr[] = [];
    for (let at = this.parentOf(expr); at !== undefined; at = this.parentOf(at)) found.push(at);
    return found;
  }

  /** What is done with an expression that is no part of another one. */
  operationOf(expr: Expr): Operation | undefined {
    return this.#operations.get(expr);
  }

  /** All expressions, in no order. */
  expressions(): readonly Expr[] {
    return [...new Set([...this.#parents.keys(), ...this.#operations.keys()])];
  }

  #innermostComprehension({ span }: Expr): Expr | undefined {
    const around = this.#comprehensions.filter((one) => one.span.start <= span.start && span.end <= one.span.end);
    return around.sort((one, other) => one.span.end - one.span.start - (other.span.end - other.span.start))[0];
  }

  #visitAll(operations: readonly Operation[]): void {
    for (const operation of operations) {
      if ("target" in operation) this.#root(operation.target, operation);
      if ("value" in operation && operation.value) this.#root(operation.value, operation);
      if (operation.op !== "define") continue;
      if (operation.function) this.#function(operation.function);
      this.#visitAll(operation.class?.operations ?? []);
      for (const method of operation.class?.methods ?? []) this.#function(method);
    }
  }

  #function({ operations }: FunctionFacts): void {
    this.#visitAll(operations);
  }

  #root(expr: Expr, operation: Operation): void {
    if (!this.#operations.has(expr)) this.#operations.set(expr, operation);
    this.#visit(expr);
  }

  #visit(expr: Expr): void {
    if (expr.kind === "function") this.#function(expr.function);
    if (expr.kind === "operation" && expr.operator === "comprehension") this.#comprehensions.push(expr);
    for (const part of partsOf(expr)) {
      if (this.#parents.has(part)) continue;
      this.#parents.set(part, expr);
      this.#visit(part);
    }
  }
}
