import type { Statement } from "../../analysis/types.ts";
import type { Expr } from "../../languages/facts.ts";
import type { CallSite } from "../code-index.ts";
import type { Subject } from "../subject.ts";

const STATE = /^(random_state|random_seed|seed|rng|generator)$/;
const MOST_NAMES = 3;

/**
 * Whether a call may be given a state of its own: as a named argument that is not `None`, or among what `**` spreads. Only
 * a dictionary that is written in the notebook, and not changed, is sure to hold none.
 */
export function mayGiveState(subject: Subject, { call, statement }: CallSite): boolean {
  return call.arguments.some(({ name, value }) => {
    if (name === "**") return mayHoldState(subject, value, statement, 0);
    return STATE.test(name ?? "") && !(value.kind === "literal" && value.type === "none");
  });
}

function mayHoldState(subject: Subject, expr: Expr, statement: Statement, names: number): boolean {
  if (expr.kind === "element") return mayHoldState(subject, expr.of, statement, names);
  if (expr.kind === "collection")
    return expr.parts.some((part) =>
      part.kind === "literal"
        ? isStateText(part)
        : part.kind === "element" && mayHoldState(subject, part, statement, names),
    );
  if (expr.kind === "call") {
    if (expr.of.kind !== "name" || expr.of.name !== "dict") return true;
    return expr.arguments.some(({ name }) => name === undefined || name === "**" || STATE.test(name));
  }
  if (expr.kind !== "name" || expr.local || names >= MOST_NAMES) return true;
  const from = statement.reads.find(({ name }) => name === expr.name)?.from ?? [];
  return from.length === 0 || from.some((id) => mayBindState(subject, expr.name, id, names + 1));
}

function mayBindState(subject: Subject, name: string, id: number, names: number): boolean {
  const definer = subject.analysis.statements[id];
  const bound = definer?.facts.operations.filter((one) => one.op === "bind" && one.name === name && !one.local) ?? [];
  const [only] = bound;
  if (definer === undefined || bound.length !== 1 || only?.op !== "bind" || only.augmented) return true;
  return mayHoldState(subject, only.value, definer, names);
}

function isStateText(part: Expr): boolean {
  return part.kind === "literal" && typeof part.value === "string" && STATE.test(part.value);
}
