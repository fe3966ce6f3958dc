import type { Statement } from "../../analysis/types.ts";
import type { Expr } from "../../languages/facts.ts";
import { allOf, type CallSite } from "../code-index.ts";
import type { Subject } from "../subject.ts";
import { isByChance, isUnseeded } from "./chance-estimators.ts";

const MOST_NAMES = 3;

/**
 * Whether what a call fits holds an estimator whose result depends on draws: `sure` when it is seen to be made without a
 * state, `no` when all that are seen have one, `unknown` when none is seen.
 */
export function heldChance(subject: Subject, site: CallSite): "sure" | "no" | "unknown" {
  const { call, receiver, statement, isImported } = site;
  const given = call.arguments.find(({ name }, index) => name === "estimator" || (name === undefined && index === 0));
  const fitted = isImported || receiver === null ? given?.value : receiver;
  if (fitted === undefined) return "unknown";
  // A state that is set by its place: `set_params(forest__random_state=0)`, `{"forest__random_state": [0]}`.
  if (subject.code.calls.some((one) => one.call.arguments.some(({ name }) => name?.endsWith("__random_state"))))
    return "no";
  if (subject.code.texts.some(({ text }) => text.endsWith("__random_state"))) return "no";
  const makers = new Makers(subject).of(fitted, statement, 0).filter(isByChance);
  if (makers.some(isUnseeded)) return "sure";
  return makers.length === 0 ? "unknown" : "no";
}

/** Finds the calls that a value is made of, through names. */
class Makers {
  readonly #subject: Subject;
  readonly #seen = new Set<Expr>();

  constructor(subject: Subject) {
    this.#subject = subject;
  }

  of(expr: Expr, statement: Statement, names: number): readonly CallSite[] {
    if (this.#seen.has(expr)) return [];
    this.#seen.add(expr);
    return allOf(expr).flatMap((part) => {
      if (part.kind === "call") return this.#subject.code.calls.filter(({ call }) => call === part);
      return part.kind === "name" && names < MOST_NAMES ? this.#ofName(part.name, statement, names + 1) : [];
    });
  }

  /** What a name is bound to in its statement, by a loop or a comprehension, or else by those above. */
  #ofName(name: string, statement: Statement, names: number): readonly CallSite[] {
    const within = this.#bound(name, statement, names);
    if (within.length > 0) return within;
    const from = statement.reads.find((read) => read.name === name)?.from ?? [];
    return from.flatMap((id) => {
      const definer = this.#subject.analysis.statements[id];
      if (definer === undefined || !definer.definitions.some((one) => one.name === name)) return [];
      if (definer.facts.kind === "function") return this.#subject.code.calls.filter((one) => one.statement === definer);
      return this.#bound(name, definer, names);
    });
  }

  #bound(name: string, statement: Statement, names: number): readonly CallSite[] {
    return this.#subject.code.operations.flatMap(({ operation, statement: own }) =>
      own === statement && operation.op === "bind" && operation.name === name
        ? this.of(operation.value, statement, names)
        : [],
    );
  }
}
