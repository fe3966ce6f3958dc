import type { Expression } from "../syntax/ast.ts";
import { ownerOf, type Scope } from "../syntax/scope.ts";
import type { Flow } from "./flow.ts";
import { readInText } from "./names.ts";

type Call = Extract<Expression, { kind: "call" }>;

/** Methods of tables that evaluate text in which `@name` is a variable of the code that calls them. */
const EVALUATE_TEXT = new Set(["eval", "query"]);
const VARIABLE = /@([\p{L}_][\p{L}\p{N}_]*)/gu;

/** Arguments that say which variables the text means. */
const SAY_VARIABLES = new Set(["level", "local_dict", "global_dict"]);

/** Notes the variables that a function names in text: `def above(t): return t.query("price > @limit")` reads `limit`. */
export function noteNamesInText(flow: Flow, { of, arguments: given, slot }: Call): void {
  if (flow.scope.kind === "module" || of.kind !== "attribute" || !EVALUATE_TEXT.has(of.name)) return;
  const names = given.flatMap(({ value }) =>
    textsIn(value).flatMap((text) => [...text.matchAll(VARIABLE)].map(([, name]) => ({ name: name as string, value }))),
  );
  if (flow.frame.outer !== null) for (const { name, value } of names) readInText(flow, name, value.span);
  const isSaid = given.some(({ name }) => name !== undefined && SAY_VARIABLES.has(name));
  if (isSaid || !names.some(({ name }) => ownerOf(flow.scope, name) === "notebook")) return;
  const sorted = [...new Set(names.map(({ name }) => name))].sort();
  flow.recorder.textCall({ names: sorted, slot, depth: depthOf(flow.scope) });
}

function depthOf(scope: Scope): number {
  return scope.parent === null ? 0 : 1 + depthOf(scope.parent);
}

/** Text constants of an expression, those that are put together with others included. */
function textsIn(expression: Expression): readonly string[] {
  if (expression.kind === "operation") return expression.parts.flatMap(textsIn);
  return expression.kind === "literal" && typeof expression.value === "string" ? [expression.value] : [];
}
