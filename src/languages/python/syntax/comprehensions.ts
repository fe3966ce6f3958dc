import type { Comprehension, ComprehensionClause, Expression } from "./ast.ts";
import { type Lowering, spanOf } from "./lowering.ts";
import { childOf, childrenOf, hasToken, partsOf, type SyntaxNode } from "./syntax-node.ts";

/** Lowers a comprehension: its first iterable belongs to the scope around it, all the rest to a scope of its own. */
export function lowerComprehension(context: Lowering, node: SyntaxNode, type: Comprehension["type"]): Expression {
  const clauses = node.children.filter((child) => child.type === "for_in_clause" || child.type === "if_clause");
  const [first] = clauses;
  const firstIterable = first === undefined ? undefined : iterableOf(context, first);
  return context.scopes.inside("comprehension", (scope) => {
    const lowered = lowerClauses(context, clauses, firstIterable);
    const body = childOf(node, "body");
    const bodies = body === undefined ? [] : body.type === "pair" ? partsOf(body) : [body];
    const elements = bodies.map((part) => context.expression(part));
    return { kind: "comprehension", type, scope, elements, clauses: lowered, consumed: false, span: spanOf(node) };
  });
}

function lowerClauses(
  context: Lowering,
  nodes: readonly SyntaxNode[],
  firstIterable: Expression | undefined,
): readonly ComprehensionClause[] {
  const clauses: (ComprehensionClause & { conditions: Expression[] })[] = [];
  for (const node of nodes) {
    const left = childOf(node, "left");
    if (node.type === "for_in_clause" && left !== undefined) {
      const target = context.target(left);
      const iterable = clauses.length === 0 && firstIterable !== undefined ? firstIterable : iterableOf(context, node);
      clauses.push({ target, iterable, conditions: [], async: hasToken(node, "async") });
    } else {
      const condition = partsOf(node).map((part) => context.expression(part));
      clauses[clauses.length - 1]?.conditions.push(...condition);
    }
  }
  return clauses;
}

function iterableOf(context: Lowering, node: SyntaxNode): Expression {
  const parts = childrenOf(node, "right").map((part) => context.expression(part));
  const [first] = parts;
  if (first !== undefined && parts.length === 1) return first;
  return { kind: "collection", type: "tuple", parts, span: spanOf(node) };
}
