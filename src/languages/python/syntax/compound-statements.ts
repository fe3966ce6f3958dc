import type { ExceptHandler, Statement, Target } from "./ast.ts";
import { bindName, type Lowering, noStamp, spanOf } from "./lowering.ts";
import { childOf, childrenOf, hasToken, partsOf, type SyntaxNode } from "./syntax-node.ts";

/** Lowers `if`, its `elif` branches side by side. */
export function lowerIf(context: Lowering, node: SyntaxNode): Statement | null {
  const clauses = [node, ...childrenOf(node, "alternative").filter((clause) => clause.type === "elif_clause")];
  const branches = clauses.flatMap((clause) => {
    const test = childOf(clause, "condition");
    if (test === undefined) return [];
    return [{ test: context.expression(test), body: context.block(childOf(clause, "consequence")) }];
  });
  return branches.length === 0 ? null : { kind: "if", branches, ...rest(context, node) };
}

/** Lowers `for` and `async for`. */
export function lowerFor(context: Lowering, node: SyntaxNode): Statement | null {
  const left = childOf(node, "left");
  const right = childOf(node, "right");
  if (left === undefined || right === undefined) return null;
  const iterable = context.expression(right);
  const target = context.target(left);
  const body = context.block(childOf(node, "body"));
  return { kind: "for", target, iterable, body, async: hasToken(node, "async"), ...rest(context, node) };
}

/** Lowers `while`. */
export function lowerWhile(context: Lowering, node: SyntaxNode): Statement | null {
  const condition = childOf(node, "condition");
  if (condition === undefined) return null;
  const test = context.expression(condition);
  return { kind: "while", test, body: context.block(childOf(node, "body")), ...rest(context, node) };
}

/** Lowers `try` with all its clauses. */
export function lowerTry(context: Lowering, node: SyntaxNode): Statement {
  const body = context.block(childOf(node, "body"));
  const handlers = node.children
    .filter((child) => child.type === "except_clause")
    .map((child) => lowerHandler(context, child));
  const final = node.children.find((child) => child.type === "finally_clause");
  const { otherwise, ...common } = rest(context, node);
  return {
    kind: "try",
    body,
    handlers,
    otherwise,
    finally: final === undefined ? null : blockIn(context, final),
    ...common,
  };
}

/** The `else` block and what all statements have. */
function rest(context: Lowering, node: SyntaxNode) {
  const clause = node.children.find((child) => child.type === "else_clause");
  return { otherwise: clause === undefined ? null : blockIn(context, clause), span: spanOf(node), ...noStamp };
}

function blockIn(context: Lowering, clause: SyntaxNode) {
  return context.block(clause.children.find((child) => child.type === "block"));
}

function lowerHandler(context: Lowering, node: SyntaxNode): ExceptHandler {
  const values = childrenOf(node, "value");
  const [first] = values;
  const alias = (first && aliasIn(first)) ?? childOf(node, "alias");
  const type = first === undefined ? null : context.expression(first);
  const target = alias === undefined ? null : handlerTarget(context, alias);
  if (target !== null) context.scopes.unbind(target.name);
  const parts = values.length > 1 ? values.map((value) => context.expression(value)) : null;
  return {
    type: parts === null ? type : { kind: "collection", type: "tuple", parts, span: spanOf(node) },
    target,
    body: blockIn(context, node),
    span: spanOf(node),
  };
}

function handlerTarget(context: Lowering, alias: SyntaxNode) {
  const identifier = alias.type === "identifier" ? alias : partsOf(alias)[0];
  return identifier?.type === "identifier" ? bindName(context, identifier) : null;
}

/** Lowers `with` and `async with`. */
export function lowerWith(context: Lowering, node: SyntaxNode): Statement {
  const clause = node.children.find((child) => child.type === "with_clause");
  const nodes = clause === undefined ? [] : clause.children.filter((child) => child.type === "with_item");
  const items = nodes.flatMap(valuesOf).map((value) => lowerItem(context, value));
  const body = context.block(childOf(node, "body"));
  return { kind: "with", items, body, async: hasToken(node, "async"), span: spanOf(node), ...noStamp };
}

/** `with (a as b):` may come as one item, a bracket around what it should be. */
function valuesOf(item: SyntaxNode): readonly SyntaxNode[] {
  const value = childOf(item, "value") ?? item;
  const isBracket = value.type === "parenthesized_expression" || value.type === "tuple";
  return isBracket && value.children.some(aliasIn) ? value.children : [value];
}

/** The alias of `a as b`, which the grammar takes for a part of what stands before it: `(x if y else (a as b))`. */
function aliasIn(node: SyntaxNode): SyntaxNode | undefined {
  if (node.type === "as_pattern") return childOf(node, "alias");
  const last = node.type === "conditional_expression" ? partsOf(node).at(-1) : undefined;
  return last && aliasIn(last);
}

function lowerItem(context: Lowering, value: SyntaxNode) {
  const alias = aliasIn(value);
  const expression = context.expression(value);
  const target: Target | null = alias === undefined ? null : context.target(alias);
  return { value: expression, target };
}
