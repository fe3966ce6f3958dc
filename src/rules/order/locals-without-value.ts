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

/** The first operation that binds a local from itself, where nothing above binds it. */
function firstChange({ operations, parameters, rebinds, captures }: FunctionFacts): Bind | null {
  const bound = new Set([...parameters.map(({ name }) => name), ...rebinds, ...captures]);
  for (const one of operations) {
    if (one.op === "bind" && one.local && !bound.has(one.name) && readsItself(one)) return one;
    if ("name" in one) bound.add(one.name);
  }
  return null;
}

function readsItself({ name, value, certain }: Bind): boolean {
  return certain && allOf(value).some((one: Expr) => one.kind === "name" && one.local === true && one.name === name);
}

function findingOf(subject: Subject, { statement, made }: FunctionSite, { name, span }: Bind): Finding {
  return {
    severity: "warning",
    message: `\`${name}\` is a local of \`${made.name}\` here, as the function binds it, and has no value yet: where this runs, it stops with an \`UnboundLocalError\`.`,
    location: placeOf(subject, statement.cell, span),
    hint: `write \`global ${name}\` at the top of the function, or give it the value as an argument`,
  };
}
