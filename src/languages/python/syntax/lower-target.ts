import type { Expression, Target } from "./ast.ts";
import { bindName, type Lowering, spanOf } from "./lowering.ts";
import { partsOf, type SyntaxNode } from "./syntax-node.ts";

type Handler = (context: Lowering, node: SyntaxNode) => Target;

const handlers: Readonly<Record<string, Handler>> = {
  identifier: bindName,
  parenthesized_expression: lowerInner,
  as_pattern_target: lowerInner,
  tuple: sequence("tuple"),
  tuple_pattern: lowerTuplePattern,
  pattern_list: sequence("tuple"),
  expression_list: sequence("tuple"),
  list: sequence("list"),
  list_pattern: sequence("list"),
  list_splat: lowerStarred,
  list_splat_pattern: lowerStarred,
};

/** Lowers what stands left of `=`, after `for`, `as` or `del`, and binds its names in the current scope. */
export function lowerTarget(context: Lowering, node: SyntaxNode): Target {
  const handler = handlers[node.type];
  if (handler !== undefined) return handler(context, node);
  const expression = context.expression(node);
  return isTarget(expression) ? expression : notATarget(expression);
}

function isTarget(expression: Expression): expression is Target {
  return ["attribute", "subscript", "name"].includes(expression.kind);
}

/** In a broken cell: what stands there is read, nothing is bound. */
function notATarget(expression: Expression): Target {
  return { kind: "subscript", of: expression, key: expression, span: expression.span };
}

function lowerInner(context: Lowering, node: SyntaxNode): Target {
  const [inner] = partsOf(node);
  return inner === undefined
    ? { kind: "collection", type: "tuple", parts: [], span: spanOf(node) }
    : context.target(inner);
}

/** `(a)` is the same as `a`, `(a,)` is not. */
function lowerTuplePattern(context: Lowering, node: SyntaxNode): Target {
  const [only, ...others] = partsOf(node);
  const isGroup = only !== undefined && others.length === 0 && !context.code.slice(only.end, node.end).includes(",");
  return isGroup ? context.target(only) : sequence("tuple")(context, node);
}

function sequence(type: "tuple" | "list"): Handler {
  return (context, node) => {
    const parts = partsOf(node).map((part) => context.target(part));
    return { kind: "collection", type, parts, span: spanOf(node) };
  };
}

function lowerStarred(context: Lowering, node: SyntaxNode): Target {
  return { kind: "starred", double: false, of: lowerInner(context, node), span: spanOf(node) };
}
