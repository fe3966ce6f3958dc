import type { Statement } from "../../analysis/types.ts";
import type { Expr } from "../../languages/facts.ts";
import type { CallSite } from "../code-index.ts";
import { statementCode } from "../statement-code.ts";
import type { Subject } from "../subject.ts";
import { Ancestry } from "./ancestry.ts";

/** A variable that is asked for without a default. */
export interface AskedVariable {
  readonly site: CallSite;
  readonly name: string;
}

/** Calls that deal with the value being absent, or show it. */
const ASKS = /^(print|display|bool|isinstance|type|str|repr|len|any|all|info|debug|warning)$/;

/**
 * Variables that are asked for without a default, and whose value is used at once as if it were there: added to, put into a
 * text, given to a call. A value that is compared or tested anywhere is not.
 */
export function usedUnset(subject: Subject, isSecret: (name: string) => boolean): readonly AskedVariable[] {
  return subject.code.calls.flatMap((site) => {
    const { call, callee, statement, deferred } = site;
    if (deferred || call.arguments.length !== 1 || !/^os\.(getenv|environ\.get)$/.test(callee ?? "")) return [];
    const key = call.arguments[0]?.value;
    if (key?.kind !== "literal" || typeof key.value !== "string") return [];
    return isUsed(subject, call, statement, isSecret(key.value)) ? [{ site, name: key.value }] : [];
  });
}

function isUsed(subject: Subject, call: Expr, statement: Statement, isSecret: boolean): boolean {
  const ancestry = new Ancestry(statement);
  const direct = useOf(call, ancestry, isSecret);
  if (direct !== "other") return direct === "used";
  const operation = ancestry.operationOf(call);
  if (operation?.op !== "bind" || operation.local || statement.facts.kind !== "assignment") return false;
  const readers = subject.analysis.statements.filter(({ reads }) =>
    reads.some(({ name, from }) => name === operation.name && from.includes(statement.id)),
  );
  if (readers.some((reader) => isTestIn(subject, reader, operation.name))) return false;
  const uses = readers.flatMap((reader) => {
    const within = new Ancestry(reader);
    const named = within.expressions().filter((expr) => expr.kind === "name" && expr.name === operation.name);
    return named.map((expr) => useOf(expr, within, isSecret));
  });
  return uses.includes("used") && !uses.includes("tested");
}

/** `if root:`, `assert root`: a name alone that is tested is no part of an expression. */
function isTestIn({ analysis }: Subject, statement: Statement, name: string): boolean {
  const code = statementCode(analysis, statement);
  return new RegExp(`\\b(if|elif|while|assert|and|or|not)\\b[^\\n]*(?<![\\w.])${name}\\b`).test(code);
}

function useOf(value: Expr, ancestry: Ancestry, isSecret: boolean): "used" | "tested" | "other" {
  const whole = ancestry.parentOf(value);
  if (whole === undefined) return ancestry.operationOf(value)?.op === "evaluate" ? "tested" : "other";
  if (whole.kind === "choice") return "tested";
  if (whole.kind === "operation") return /^([+/]|f-string|format)$/.test(whole.operator) ? "used" : "tested";
  // Clients of services look for their secrets themselves when they are given none.
  if (whole.kind !== "call" || whole.of === value || isSecret) return "other";
  const name = whole.of.kind === "name" || whole.of.kind === "member" ? whole.of.name : "";
  return ASKS.test(name) ? "other" : "used";
}
