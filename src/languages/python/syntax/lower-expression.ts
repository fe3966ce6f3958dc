import type { CallArgument, Expression } from "./ast.ts";
import { lowerComprehension } from "./comprehensions.ts";
import { lowerLambda } from "./functions.ts";
import { lowerConcatenated, lowerFloat, lowerInteger, lowerString } from "./literals.ts";
import { type Lowering, nothing, readName, spanOf, textOf } from "./lowering.ts";
import { lowerBinary, lowerBoolean, lowerComparison, lowerUnary } from "./operators.ts";
import { bindIn, walrusScope } from "./scope.ts";
import { argumentSlot } from "./slots.ts";
import { childOf, childrenOf, hasToken, partsOf, type SyntaxNode } from "./syntax-node.ts";

type Handler = (context: Lowering, node: SyntaxNode) => Expression;

const handlers: Readonly<Record<string, Handler>> = {
  identifier: lowerIdentifier,
  attribute: lowerAttribute,
  member_type: lowerAttribute,
  dotted_name: lowerDottedName,
  subscript: lowerSubscript,
  generic_type: lowerGenericType,
  slice: (context, node) => operation(context, node, "slice"),
  call: lowerCall,
  integer: lowerInteger,
  float: lowerFloat,
  string: lowerString,
  concatenated_string: lowerConcatenated,
  true: (_, node) => ({ kind: "literal", type: "bool", value: true, span: spanOf(node) }),
  false: (_, node) => ({ kind: "literal", type: "bool", value: false, span: spanOf(node) }),
  none: (_, node) => ({ kind: "literal", type: "none", span: spanOf(node) }),
  ellipsis: (_, node) => ({ kind: "literal", type: "ellipsis", span: spanOf(node) }),
  list: collection("list"),
  list_pattern: collection("list"),
  tuple: collection("tuple"),
  tuple_pattern: collection("tuple"),
  expression_list: collection("tuple"),
  pattern_list: collection("tuple"),
  set: collection("set"),
  dictionary: lowerDictionary,
  list_splat: lowerSplat,
  list_splat_pattern: lowerSplat,
  dictionary_splat: lowerSplat,
  dictionary_splat_pattern: lowerSplat,
  splat_type: lowerSplat,
  parenthesized_expression: lowerFirst,
  type: lowerFirst,
  as_pattern: lowerFirst,
  as_pattern_target: lowerFirst,
  unary_operator: lowerUnary,
  not_operator: (context, node) => ({ ...operation(context, node, "not"), type: "bool" }),
  binary_operator: lowerBinary,
  union_type: (context, node) => operation(context, node, "|"),
  constrained_type: (context, node) => operation(context, node, ":"),
  type_parameter: collection("tuple"),
  boolean_operator: lowerBoolean,
  comparison_operator: lowerComparison,
  conditional_expression: lowerConditional,
  lambda: lowerLambda,
  list_comprehension: (context, node) => lowerComprehension(context, node, "list"),
  set_comprehension: (context, node) => lowerComprehension(context, node, "set"),
  dictionary_comprehension: (context, node) => lowerComprehension(context, node, "dict"),
  generator_expression: (context, node) => lowerComprehension(context, node, "generator"),
  named_expression: lowerWalrus,
  await: (context, node) => ({ kind: "await", of: lowerFirst(context, node), span: spanOf(node) }),
  yield: lowerYield,
  print_statement: lowerPrint,
};

/** Lowers any expression. What is no expression (an error of syntax) becomes an operation of what it holds. */
export function lowerExpression(context: Lowering, node: SyntaxNode): Expression {
  const handler = handlers[node.type];
  return handler === undefined ? operation(context, node, node.type) : handler(context, node);
}

function operation(context: Lowering, node: SyntaxNode, operator: string): Extract<Expression, { kind: "operation" }> {
  const parts = partsOf(node).map((part) => context.expression(part));
  return { kind: "operation", operator, parts, span: spanOf(node) };
}

function collection(type: "list" | "tuple" | "set"): Handler {
  return (context, node) => {
    const parts = partsOf(node).map((part) => context.expression(part));
    return { kind: "collection", type, parts, span: spanOf(node) };
  };
}

/** `__debug__` is a constant, not a name. */
function lowerIdentifier(context: Lowering, node: SyntaxNode): Expression {
  const name = readName(context, node);
  return name.name === "__debug__" ? { kind: "literal", type: "bool", value: true, span: name.span } : name;
}

/** For nodes that only wrap another one. */
function lowerFirst(context: Lowering, node: SyntaxNode): Expression {
  const part = partsOf(node)[0];
  return part === undefined ? nothing(node) : context.expression(part);
}

function lowerAttribute(context: Lowering, node: SyntaxNode): Expression {
  const [object, attribute] = partsOf(node);
  if (object === undefined || attribute === undefined) return nothing(node);
  return { kind: "attribute", of: context.expression(object), name: textOf(context, attribute), span: spanOf(node) };
}

/** `a.b.c` in a pattern or a broken cell. */
function lowerDottedName(context: Lowering, node: SyntaxNode): Expression {
  const [first, ...rest] = partsOf(node);
  if (first === undefined) return nothing(node);
  return rest.reduce<Expression>(
    (of, part) => ({ kind: "attribute", of, name: textOf(context, part), span: { start: node.start, end: part.end } }),
    readName(context, first),
  );
}

function lowerSubscript(context: Lowering, node: SyntaxNode): Expression {
  const value = childOf(node, "value");
  const keys = childrenOf(node, "subscript").map((key) => context.expression(key));
  const of = value === undefined ? nothing(node) : context.expression(value);
  return { kind: "subscript", of, key: keyOf(context, node, keys), span: spanOf(node) };
}

/** `list[int]` as a type. */
function lowerGenericType(context: Lowering, node: SyntaxNode): Expression {
  const [of, parameters] = partsOf(node);
  if (of === undefined || parameters === undefined) return nothing(node);
  const keys = partsOf(parameters).map((part) => context.expression(part));
  return { kind: "subscript", of: context.expression(of), key: keyOf(context, node, keys), span: spanOf(node) };
}

function keyOf(context: Lowering, node: SyntaxNode, keys: readonly Expression[]): Expression {
  const [first] = keys;
  if (first === undefined) return nothing(node);
  const isTuple = keys.length > 1 || /,\s*\]$/.test(context.code.slice(first.span.end, node.end));
  if (!isTuple) return first;
  const end = keys[keys.length - 1]?.span.end ?? node.end;
  return { kind: "collection", type: "tuple", parts: keys, span: { start: first.span.start, end } };
}

function lowerCall(context: Lowering, node: SyntaxNode): Expression {
  const callee = childOf(node, "function");
  const list = childOf(node, "arguments");
  const of = callee === undefined ? nothing(node) : context.expression(callee);
  const slot = argumentSlot(context, node, list);
  return {
    kind: "call",
    of,
    arguments: list === undefined ? [] : lowerArguments(context, list),
    slot,
    span: spanOf(node),
  };
}

/** Lowers the arguments of a call or class; a lone generator expression is consumed by the call. */
export function lowerArguments(context: Lowering, list: SyntaxNode): readonly CallArgument[] {
  if (list.type === "generator_expression") return [{ value: consumed(context.expression(list)) }];
  return partsOf(list).map((part) => {
    if (part.type !== "keyword_argument") return { value: consumed(context.expression(part)) };
    const name = childOf(part, "name");
    const value = childOf(part, "value");
    return {
      ...(name === undefined ? {} : { name: textOf(context, name) }),
      value: value === undefined ? nothing(part) : context.expression(value),
    };
  });
}

function consumed(argument: Expression): Expression {
  return argument.kind === "comprehension" ? { ...argument, consumed: true } : argument;
}

function lowerDictionary(context: Lowering, node: SyntaxNode): Expression {
  const parts = partsOf(node).flatMap((part) => {
    if (part.type !== "pair") return [context.expression(part)];
    return partsOf(part).map((side) => context.expression(side));
  });
  return { kind: "collection", type: "dict", parts, span: spanOf(node) };
}

function lowerSplat(context: Lowering, node: SyntaxNode): Expression {
  return { kind: "starred", double: hasToken(node, "**"), of: lowerFirst(context, node), span: spanOf(node) };
}

function lowerConditional(context: Lowering, node: SyntaxNode): Expression {
  const [body, test, otherwise] = partsOf(node).map((part) => context.expression(part));
  if (body === undefined || test === undefined || otherwise === undefined) return nothing(node);
  return { kind: "conditional", test, body, otherwise, span: spanOf(node) };
}

function lowerWalrus(context: Lowering, node: SyntaxNode): Expression {
  const name = childOf(node, "name");
  const value = childOf(node, "value");
  if (name === undefined || value === undefined) return nothing(node);
  const target = readName(context, name);
  bindIn(walrusScope(context.scopes.current), target.name);
  return { kind: "walrus", target, value: context.expression(value), certain: true, span: spanOf(node) };
}

/** `print >> file, x` is a tuple in Python 3; without `>>` it is a statement of Python 2. */
function lowerPrint(context: Lowering, node: SyntaxNode): Expression {
  const span = spanOf(node);
  const name: Expression = {
    kind: "name",
    name: "print",
    span: { start: node.start, end: node.start + 5 },
    local: false,
  };
  const parts = partsOf(node).map((part): Expression => {
    if (part.type !== "chevron") return context.expression(part);
    return {
      kind: "operation",
      operator: ">>",
      parts: [name, lowerFirst(context, part)],
      span: { start: node.start, end: part.end },
    };
  });
  const isPython3 = node.children.some((child) => child.type === "chevron");
  if (isPython3 && parts.length === 1) return parts[0] ?? name;
  return { kind: "collection", type: "tuple", parts: isPython3 ? parts : [name, ...parts], span };
}

function lowerYield(context: Lowering, node: SyntaxNode): Expression {
  const [value] = partsOf(node);
  const of = value === undefined ? null : context.expression(value);
  return { kind: "yield", delegates: hasToken(node, "from"), of, span: spanOf(node) };
}
