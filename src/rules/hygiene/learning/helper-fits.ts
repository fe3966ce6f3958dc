import type { Statement } from "../../../analysis/types.ts";
import type { Expr, FunctionFacts } from "../../../languages/facts.ts";
import { allOf, dottedPath, type ExprOf } from "../../code-index.ts";
import type { Subject } from "../../subject.ts";
import type { Estimator, Estimators } from "./estimators.ts";
import { COMBINING, ROWS, SAME_ROWS } from "./value-flow.ts";

/** What a function of the notebook does to the rows that it is given: it fits something on them, and gives back what came out. */
export interface HelperFit {
  /** The parameter that takes the rows. */
  readonly parameter: string;
  readonly call: ExprOf<"call">;
  readonly estimator: Estimator;
}

/** What a local of a function holds: rows of a parameter, as they came in or as a fit made them. */
interface Rows {
  readonly parameter: string;
  readonly fit?: HelperFit;
}

/** Functions of the notebook that are defined once, by name, with the statement that does so. */
export function helpersOf({ code }: Pick<Subject, "code">): ReadonlyMap<string, Helper> {
  const helpers = new Map<string, Helper>();
  const others = new Set<string>();
  for (const { operation, statement, deferred } of code.operations) {
    if (operation.op === "bind" && !operation.local) others.add(operation.name);
    if (operation.op !== "define" || operation.local || deferred) continue;
    if (helpers.has(operation.name)) others.add(operation.name);
    if (operation.function) helpers.set(operation.name, { facts: operation.function, statement });
  }
  return new Map([...helpers].filter(([name]) => !others.has(name)));
}

/** A function of the notebook, and the statement that defines it. */
export interface Helper {
  readonly facts: FunctionFacts;
  readonly statement: Statement;
}

/**
 * The fit behind what a function returns, or behind one part of the tuple that it returns; null when there is none, or
 * when the function splits rows itself.
 */
export function helperFit(
  { facts }: Helper,
  at: number | undefined,
  caller: Statement,
  estimators: Estimators,
  imported: ReadonlyMap<string, string>,
): HelperFit | null {
  const values = facts.operations.flatMap((one) => ("value" in one && one.value ? allOf(one.value) : []));
  const isSplitting = values.some((one) => one.kind === "call" && isSplit(one.of));
  if (isSplitting || facts.generator || facts.async) return null;
  const body = new Body(facts, caller, estimators, imported);
  return body.returned(at);
}

function isSplit(callee: Expr): boolean {
  return (callee.kind === "name" || callee.kind === "member") && /split/i.test(callee.name);
}

/** Follows rows through the body of a function, top to bottom. */
class Body {
  readonly #facts: FunctionFacts;
  readonly #caller: Statement;
  readonly #estimators: Estimators;
  readonly #imported: ReadonlyMap<string, string>;
  readonly #rows = new Map<string, Rows>();
  /** Estimators that locals hold, and what they were fitted on. */
  readonly #made = new Map<string, Expr>();
  readonly #fitted = new Map<string, HelperFit>();

  constructor(facts: FunctionFacts, caller: Statement, estimators: Estimators, imported: ReadonlyMap<string, string>) {
    this.#facts = facts;
    this.#caller = caller;
    this.#estimators = estimators;
    this.#imported = imported;
    for (const { name, kind } of facts.parameters)
      if (kind === "positional" || kind === "positionalOnly") this.#rows.set(name, { parameter: name });
  }

  returned(at: number | undefined): HelperFit | null {
    for (const operation of this.#facts.operations) {
      if (operation.op === "bind" && operation.local) this.#bind(operation.name, operation.value);
      if (operation.op === "evaluate") this.#of(operation.value);
      if (operation.op === "update" && operation.how === "item" && operation.value) {
        const root = localRoot(operation.target);
        const rows = this.#of(operation.value);
        if (root !== null && rows?.fit) this.#rows.set(root, rows);
      }
      if (operation.op !== "return") continue;
      const { value } = operation;
      const part = value.kind === "collection" && at !== undefined ? value.parts[at] : value;
      const fit = part && this.#of(part)?.fit;
      if (fit) return fit;
    }
    return null;
  }

  #bind(name: string, value: Expr): void {
    const rows = this.#of(value);
    if (rows === undefined) this.#rows.delete(name);
    else this.#rows.set(name, rows);
    this.#made.set(name, value);
    const isFit = value.kind === "call" && value.of.kind === "member" && value.of.name === "fit";
    const fit = isFit ? this.#fit(value) : null;
    if (fit) this.#fitted.set(name, fit);
    else this.#fitted.delete(name);
  }

  #of(expr: Expr): Rows | undefined {
    switch (expr.kind) {
      case "name":
        return expr.local ? this.#rows.get(expr.name) : undefined;
      case "item":
        return this.#of(expr.of);
      case "member":
        return ROWS.test(expr.name) ? this.#of(expr.of) : undefined;
      case "element": {
        const part = expr.of.kind === "collection" && expr.at !== undefined ? expr.of.parts[expr.at] : undefined;
        // The first of what `fit_resample` gives are the rows.
        return part ? this.#of(part) : expr.of.kind === "call" && expr.at === 0 ? this.#of(expr.of) : undefined;
      }
      case "call":
        return this.#ofCall(expr);
      default:
        return undefined;
    }
  }

  #ofCall(call: ExprOf<"call">): Rows | undefined {
    const given = call.arguments.filter(({ name }) => name === undefined || /^(data|objs|X)$/.test(name));
    const path = dottedPath(call.of, this.#imported);
    if (path !== null && COMBINING.test(path)) {
      const rows = given.map(({ value }) => this.#of(value)).filter((one) => one !== undefined);
      return rows.find(({ fit }) => fit) ?? rows[0];
    }
    if (call.of.kind !== "member") return undefined;
    const { name: method, of: receiver } = call.of;
    const root = localRoot(receiver);
    if (/^(fit|fit_transform|fit_resample)$/.test(method)) {
      const fit = this.#fit(call);
      if (fit && root !== null) this.#fitted.set(root, fit);
      return fit && method !== "fit" ? { parameter: fit.parameter, fit } : undefined;
    }
    if (method === "transform") {
      const fit = root === null ? undefined : this.#fitted.get(root);
      return fit && { parameter: fit.parameter, fit };
    }
    return SAME_ROWS.test(method) ? this.#of(receiver) : undefined;
  }

  /** A fit on rows of a parameter. */
  #fit(call: ExprOf<"call">): HelperFit | null {
    const [data] = call.arguments;
    const rows = data && this.#of(data.value);
    if (rows === undefined || call.of.kind !== "member") return null;
    const { of: receiver } = call.of;
    const made = receiver.kind === "name" && receiver.local ? this.#made.get(receiver.name) : receiver;
    const estimator = made ? this.#estimators.of(made, this.#caller) : null;
    return estimator?.learns ? (rows.fit ?? { parameter: rows.parameter, call, estimator }) : null;
  }
}

function localRoot(expr: Expr): string | null {
  if (expr.kind === "name") return expr.local ? expr.name : null;
  return expr.kind === "member" || expr.kind === "item" ? localRoot(expr.of) : null;
}
