import type { Expression } from "./ast.ts";
import { type Lowering, nothing, spanOf } from "./lowering.ts";
import { childOf, childrenOf, type SyntaxNode } from "./syntax-node.ts";

/** Lowers `-x`, `+x`, `~x`; a negative number is a literal. */
export function lowerUnary(context: Lowering, node: SyntaxNode): Expression {
  const argument = childOf(node, "argument");
  const operator = childOf(node, "operator")?.type ?? "-";
  const part = argument === undefined ? nothing(node) : context.expression(argument);
  const span = spanOf(node);
  if (operator === "-" && part.kind === "literal" && typeof part.value === "number")
    return { ...part, value: -part.value, span };
  return { kind: "operation", operator, parts: [part], span };
}

/** Chains of one operator become one operation; the left-deep chain is walked without recursion, for sums of 10,000 terms. */
export function lowerBinary(context: Lowering, node: SyntaxNode): Expression {
  const right: SyntaxNode[] = [];
  const operator = operatorOf(node);
  let at = node;
  let left = childOf(at, "left");
  for (;;) {
    const operand = childOf(at, "right");
    if (operand !== undefined) right.push(operand);
    if (left === undefined || left.type !== "binary_operator" || !joins(operator, operatorOf(left))) break;
    at = left;
    left = childOf(at, "left");
  }
  const operands = left === undefined ? right.reverse() : [left, ...right.reverse()];
  const parts = operands.map((operand) => context.expression(operand));
  return { kind: "operation", operator, parts, span: spanOf(node) };
}

function operatorOf(node: SyntaxNode): string {
  return childOf(node, "operator")?.type ?? "+";
}

/** Sums and differences mix freely in long chains; other operators are kept apart, as they may mean formatting or sets. */
function joins(outer: string, inner: string): boolean {
  return outer === inner ? outer !== "**" : "+-".includes(outer) && "+-".includes(inner);
}

/** Lowers a chain of `and` or of `or`, which is as deep in the tree as it is long. */
export function lowerBoolean(context: Lowering, node: SyntaxNode): Expression {
  const operator = operatorOf(node) === "or" ? "or" : "and";
  const right: SyntaxNode[] = [];
  let left: SyntaxNode | undefined = node;
  while (left !== undefined && left.type === "boolean_operator" && operatorOf(left) === operator) {
    const operand = childOf(left, "right");
    if (operand !== undefined) right.push(operand);
    left = childOf(left, "left");
  }
  const operands = left === undefined ? right.reverse() : [left, ...right.reverse()];
  return {
    kind: "boolean",
    operator,
    parts: operands.map((operand) => context.expression(operand)),
    span: spanOf(node),
  };
}

/** Lowers a comparison, chained or not. */
export function lowerComparison(context: Lowering, node: SyntaxNode): Expression {
  const operators = childrenOf(node, "operators").map((child) => child.type);
  const parts = node.children.filter((child) => child.field !== "operators").map((part) => context.expression(part));
  return { kind: "comparison", operator: operators.join(" "), parts, span: spanOf(node) };
}
