import { pythonBuiltins } from "../python-builtins.ts";
import type { Expression } from "../syntax/ast.ts";
import type { Scope } from "../syntax/scope.ts";
import type { Flow } from "./flow.ts";

type Call = Extract<Expression, { kind: "call" }>;

/** Functions and methods that call what they are given and look at nothing else of it: not its name, not its parameters. */
const callers = new Set(
  (
    "map filter sorted min max sort apply applymap starmap imap imap_unordered map_async starmap_async submit " +
    "reduce takewhile dropwhile filterfalse quad dblquad minimize minimize_scalar odeint solve_ivp " +
    "fsolve root root_scalar brentq bisect"
  ).split(" "),
);

/** Notes a call of a name of the notebook, and such names among its arguments. To be called when the parts of the call have been analysed. */
export function noteCallSite(flow: Flow, call: Call): void {
  const place = { deferred: flow.frame.outer !== null, hides: localNames(flow.scope) };
  const { of } = call;
  if (of.kind === "name" && !of.local && !pythonBuiltins.has(of.name)) {
    const isPlain = call.arguments.every(({ name, value }) => name === undefined && value.kind !== "starred");
    const keywords = call.arguments.flatMap(({ name, value }) =>
      name === undefined ? (value.kind === "starred" && value.double ? ["**"] : []) : [name],
    );
    const positional = isPlain ? call.arguments.length : null;
    flow.recorder.call({ name: of.name, span: of.span, slot: call.slot, positional, keywords, ...place });
  }
  if (!callers.has(calledName(of))) return;
  for (const { value } of call.arguments)
    if (value.kind === "name" && !value.local) flow.recorder.pass({ name: value.name, span: value.span, ...place });
}

function calledName(of: Expression): string {
  return of.kind === "name" || of.kind === "attribute" ? of.name : "";
}

function localNames(scope: Scope): readonly string[] {
  const names = new Set<string>();
  for (let at: Scope | null = scope; at !== null && at.kind !== "module"; at = at.parent)
    for (const name of at.bound) names.add(name);
  return [...names].sort();
}
