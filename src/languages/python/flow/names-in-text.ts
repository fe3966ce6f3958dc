import type { Expression } from "../syntax/ast.ts";
import type { Flow } from "./flow.ts";
import { readInText } from "./names.ts";

type Call = Extract<Expression, { kind: "call" }>;

/** Methods of tables that evaluate text in which `@name` is a variable of the code that calls them. */
const EVALUATE_TEXT = new Set(["eval", "query"]);
const VARIABLE = /@([\p{L}_][\p{L}\p{N}_]*)/gu;

/** Notes the variables that a function names in text: `def above(t): return t.query("price > @limit")` reads `limit`. */
export function noteNamesInText(flow: Flow, { of, arguments: given }: Call): void {
  if (flow.frame.outer === null || of.kind !== "attribute" || !EVALUATE_TEXT.has(of.name)) return;
  for (const { value } of given)
    for (const text of textsIn(value))
      for (const [, name] of text.matchAll(VARIABLE)) readInText(flow, name as string, value.span);
}

/** Text constants of an expression, those that are put together with others included. */
function textsIn(expression: Expression): readonly string[] {
  if (expression.kind === "operation") return expression.parts.flatMap(textsIn);
  return expression.kind === "literal" && typeof expression.value === "string" ? [expression.value] : [];
}
