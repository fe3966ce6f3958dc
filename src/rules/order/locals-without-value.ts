import type { Expr, FunctionFacts, Operation } from "../../languages/facts.ts";
import { allOf, type FunctionSite } from "../code-index.ts";
import type { Finding } from "../rule.ts";
import { placeOf, type Subject } from "../subject.ts";

/**
 * Functions that change a name of the notebook as if it were theirs: `def count(): total += 1` without `global total`. To Python
 * the name is a local of the function then, and has no value yet.
 */
export function localsWithoutValue(subject: Subject): readonly Finding[] {
  const defined = new Set(
    subject.analysis.statements.flatMap(({ definitions }) => definitions.map(({ name }) => name)),
  );
  const called = new Set(subject.code.calls.map(({ method }) => method));
  return [...subject.code.functionsByName.values()].flat().flatMap((site) => {
    const change = firstChange(site.made);
    if (change === null || !defined.has(change.name) || !called.has(site.made.name)) return [];
    return [findingOf(subject, site, change)];
  });
}

type Bind = Extract<Operation, { op: "bind" }>;

/** The first operation that binds a local which is certainly read before: nothing above binds it. */
function firstChange({ operations, parameters, rebinds, captures }: FunctionFacts): Bind | null {
  const bound = new Set([...parameters.map(({ name }) => name), ...rebinds, ...captures]);
  for (const [at, one] of operations.entries()) {
    for (const name of one.certain ? localsRead(one) : []) {
      const change = bound.has(name) ? undefined : operations.slice(at).find((later) => isBindOf(later, name));
      if (change?.op === "bind") return change;
    }
    if ("name" in one) bound.add(one.name);
  }
  return null;
}

function isBindOf(operation: Operation, name: string): boolean {
  return operation.op === "bind" && operation.local === true && operation.name === name;
}

function localsRead(operation: Operation): readonly string[] {
  const value = "value" in operation ? operation.value : undefined;
  if (value === undefined) return [];
  return allOf(value).flatMap((one: Expr) => (one.kind === "name" && one.local === true ? [one.name] : []));
}

function findingOf(subject: Subject, { statement, made }: FunctionSite, { name, span }: Bind): Finding {
  return {
    severity: "warning",
    message: `\`${name}\` is a local of \`${made.name}\` here, as the function binds it, and has no value yet: where this runs, it stops with an \`UnboundLocalError\`.`,
    location: placeOf(subject, statement.cell, span),
    hint: `write \`global ${name}\` at the top of the function, or give it the value as an argument`,
  };
}
