import type { Argument, Expr } from "../../facts.ts";
import type { CallArgument, Comprehension, Expression, Target } from "../syntax/ast.ts";
import { bindTarget } from "./shape-target.ts";
import { evaluate, type Operations, type Shaping, uncertainly } from "./shaping.ts";

type Kind = Expression["kind"];
type Handlers = {
  readonly [K in Kind]: (shaping: Shaping, expression: Extract<Expression, { kind: K }>, into: Operations) => Expr;
};

const handlers: Handlers = {
  name: (_, { name, span, local }) => (local ? { kind: "name", name, span, local } : { kind: "name", name, span }),
  attribute: (shaping, { of, name, span }, into) => ({ kind: "member", of: shaping.expression(of, into), name, span }),
  subscript: (shaping, { of, key, span }, into) => ({
    ...{ kind: "item", of: shaping.expression(of, into), key: shaping.expression(key, into), span },
  }),
  call: (shaping, call, into) => {
    const of = shaping.expression(call.of, into);
    return {
      kind: "call",
      of,
      arguments: call.arguments.map((argument) => shapeArgument(shaping, argument, into)),
      span: call.span,
    };
  },
  literal: (_, { type, value, span }) =>
    value === undefined ? { kind: "literal", type, span } : { kind: "literal", type, value, span },
  collection: (shaping, { type, parts, span }, into) => ({
    kind: "collection",
    type,
    parts: all(shaping, parts, into),
    span,
  }),
  starred: (shaping, { of, span }, into) => ({ kind: "element", of: shaping.expression(of, into), span }),
  operation: (shaping, { operator, type, parts, span }, into) => ({
    ...{ kind: "operation", operator, parts: all(shaping, parts, into), span },
    ...(type === undefined ? {} : { type }),
  }),
  boolean: (shaping, { parts, span }, into) => {
    const [first, ...others] = parts;
    const head = first === undefined ? [] : [shaping.expression(first, into)];
    return { kind: "choice", parts: [...head, ...uncertainly(into, () => all(shaping, others, into))], span };
  },
  comparison: (shaping, { operator, parts, span }, into) => ({
    ...{ kind: "operation", type: "bool", operator, parts: all(shaping, parts, into), span },
  }),
  conditional: (shaping, { test, body, otherwise, span }, into) => {
    evaluate(shaping.expression(test, into), into);
    return { kind: "choice", parts: uncertainly(into, () => all(shaping, [body, otherwise], into)), span };
  },
  lambda: (shaping, { function: node, span }, into) => ({
    kind: "function",
    function: shaping.functionFacts(node, into),
    span,
  }),
  comprehension: shapeComprehension,
  walrus: (shaping, { target, value, certain, span }, into) => {
    const shaped = shaping.expression(value, into);
    const local = target.local ? { local: true } : {};
    into.list.push({ op: "bind", name: target.name, ...local, value: shaped, certain: certain && into.certain, span });
    return shaping.expression(target, into);
  },
  await: (shaping, { of, span }, into) => ({
    kind: "operation",
    operator: "await",
    parts: [shaping.expression(of, into)],
    span,
  }),
  yield: (shaping, { of, delegates, span }, into) => {
    const value: Expr = of === null ? { kind: "literal", type: "none", span } : shaping.expression(of, into);
    const yielded: Expr = delegates ? { kind: "element", of: value, span } : value;
    into.list.push({ op: "yield", value: yielded, certain: into.certain, span });
    return { kind: "operation", operator: "yield", parts: [], span };
  },
};

/** Brings an expression into the shape that holds for all languages. */
export function shapeExpression(shaping: Shaping, expression: Expression, into: Operations): Expr {
  const handler = handlers[expression.kind] as (shaping: Shaping, expression: Expression, into: Operations) => Expr;
  return handler(shaping, expression, into);
}

function all(shaping: Shaping, parts: readonly Expression[], into: Operations): readonly Expr[] {
  return parts.map((part) => shaping.expression(part, into));
}

/** `*x` is a spread argument without a name, `**x` one with the name `**`. */
export function shapeArgument(shaping: Shaping, { name, value }: CallArgument, into: Operations): Argument {
  if (value.kind === "starred") {
    const of = shaping.expression(value.of, into);
    return value.double ? { name: "**", spread: true, value: of } : { spread: true, value: of };
  }
  const shaped = shaping.expression(value, into);
  return name === undefined ? { value: shaped } : { name, value: shaped };
}

/** The loop variables are bound to elements first; then the value is made of what the body gives. */
function shapeComprehension(
  shaping: Shaping,
  { type, clauses, elements, span }: Comprehension,
  into: Operations,
): Expr {
  return uncertainly(into, () => {
    for (const { target, iterable, conditions } of clauses) {
      bindElements(shaping, target, iterable, into);
      for (const condition of conditions) evaluate(shaping.expression(condition, into), into);
    }
    return { kind: "operation", type, operator: "comprehension", parts: all(shaping, elements, into), span };
  });
}

/** Binds the target of a loop to what its iterable gives. */
export function bindElements(shaping: Shaping, target: Target, iterable: Expression, into: Operations): void {
  const of = shaping.expression(iterable, into);
  bindTarget(shaping, target, { kind: "element", of, span: of.span }, into);
}
