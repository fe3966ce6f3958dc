import type { Expression, ImportItem, Statement } from "./ast.ts";
import { lowerFor, lowerIf, lowerTry, lowerWhile, lowerWith } from "./compound-statements.ts";
import { bindTypeParameters, lowerClass, lowerDecorated, lowerFunction } from "./functions.ts";
import { bindName, type Lowering, noStamp, readName, spanOf, textOf } from "./lowering.ts";
import { lowerMatch } from "./match-statement.ts";
import { childOf, childrenOf, partsOf, type SyntaxNode } from "./syntax-node.ts";

type Handler = (context: Lowering, node: SyntaxNode) => Statement | null;

const handlers: Readonly<Record<string, Handler>> = {
  expression_statement: lowerExpressionStatement,
  import_statement: (context, node) => lowerImport(context, node, null),
  import_from_statement: lowerImportFrom,
  future_import_statement: (context, node) => lowerImport(context, node, "__future__"),
  return_statement: (context, node) => simple(node, { kind: "return", value: firstOf(context, node) }),
  raise_statement: (context, node) => simple(node, { kind: "raise", parts: allOf(context, node) }),
  assert_statement: lowerAssert,
  delete_statement: lowerDelete,
  global_statement: lowerGlobal,
  nonlocal_statement: lowerNonlocal,
  pass_statement: (_, node) => simple(node, { kind: "pass" }),
  break_statement: (_, node) => simple(node, { kind: "break" }),
  continue_statement: (_, node) => simple(node, { kind: "continue" }),
  type_alias_statement: lowerTypeAlias,
  if_statement: lowerIf,
  for_statement: lowerFor,
  while_statement: lowerWhile,
  try_statement: lowerTry,
  with_statement: lowerWith,
  match_statement: lowerMatch,
  function_definition: (context, node) => lowerFunction(context, node),
  class_definition: (context, node) => lowerClass(context, node),
  decorated_definition: lowerDecorated,
};

/** Lowers one statement. What is none (an error of syntax, a statement of Python 2) becomes an expression of what it holds. */
export function lowerStatement(context: Lowering, node: SyntaxNode): Statement {
  const handler = handlers[node.type];
  const lowered = handler === undefined ? null : handler(context, node);
  return lowered ?? simple(node, { kind: "expression", value: context.expression(node) });
}

type WithoutStamp<T> = T extends unknown ? Omit<T, "span" | "certain" | "dead"> : never;

function simple(node: SyntaxNode, statement: WithoutStamp<Statement>): Statement {
  return { ...statement, span: spanOf(node), ...noStamp } as Statement;
}

function allOf(context: Lowering, node: SyntaxNode): readonly Expression[] {
  return partsOf(node).map((part) => context.expression(part));
}

function firstOf(context: Lowering, node: SyntaxNode): Expression | null {
  return allOf(context, node)[0] ?? null;
}

function lowerExpressionStatement(context: Lowering, node: SyntaxNode): Statement | null {
  const [first, ...others] = partsOf(node);
  if (first === undefined) return null;
  if (first.type === "assignment") return lowerAssignment(context, node, first);
  if (first.type === "augmented_assignment") return lowerAugmented(context, node, first);
  const isTuple = others.length > 0 || context.code.slice(first.end, node.end).includes(",");
  if (!isTuple) return simple(node, { kind: "expression", value: context.expression(first) });
  const value = { kind: "collection", type: "tuple", parts: allOf(context, node), span: spanOf(node) } as const;
  return simple(node, { kind: "expression", value });
}

/** `a = b = value` is nested to the right in the tree. */
function lowerAssignment(context: Lowering, node: SyntaxNode, first: SyntaxNode): Statement | null {
  const targets: SyntaxNode[] = [];
  let at = first;
  for (;;) {
    const left = childOf(at, "left");
    const right = childOf(at, "right");
    const type = childOf(at, "type");
    if (left === undefined) return null;
    if (type !== undefined) return lowerAnnotated(context, node, left, type, right);
    targets.push(left);
    if (right === undefined) return null;
    if (right.type !== "assignment") {
      const value = context.expression(right);
      return simple(node, { kind: "assign", targets: targets.map((target) => context.target(target)), value });
    }
    at = right;
  }
}

function lowerAnnotated(
  context: Lowering,
  node: SyntaxNode,
  left: SyntaxNode,
  type: SyntaxNode,
  right: SyntaxNode | undefined,
): Statement {
  const value = right === undefined ? null : context.expression(right);
  const annotation = context.expression(type);
  return simple(node, { kind: "annotated", target: context.target(left), annotation, value });
}

function lowerAugmented(context: Lowering, node: SyntaxNode, inner: SyntaxNode): Statement | null {
  const left = childOf(inner, "left");
  const right = childOf(inner, "right");
  if (left === undefined || right === undefined) return null;
  const operator = childOf(inner, "operator")?.type ?? "+=";
  return simple(node, {
    ...{ kind: "augmented", target: context.target(left), operator, value: context.expression(right) },
  });
}

function lowerAssert(context: Lowering, node: SyntaxNode): Statement | null {
  const [test, message] = allOf(context, node);
  return test === undefined ? null : simple(node, { kind: "assert", test, message: message ?? null });
}

function lowerDelete(context: Lowering, node: SyntaxNode): Statement {
  const targets = partsOf(node).map((part) => context.target(part));
  const pending = [...targets];
  for (let target = pending.pop(); target !== undefined; target = pending.pop()) {
    if (target.kind === "name") context.scopes.unbind(target.name);
    else if (target.kind === "collection") pending.push(...(target.parts as typeof targets));
  }
  return simple(node, { kind: "delete", targets });
}

function lowerGlobal(context: Lowering, node: SyntaxNode): Statement {
  const names = partsOf(node).map((part) => readName(context, part));
  for (const name of names) context.scopes.current.globals.add(name.name);
  return simple(node, { kind: "global", names });
}

function lowerNonlocal(context: Lowering, node: SyntaxNode): Statement {
  for (const part of partsOf(node)) context.scopes.current.nonlocals.add(readName(context, part).name);
  return simple(node, { kind: "pass" });
}

function lowerTypeAlias(context: Lowering, node: SyntaxNode): Statement | null {
  const left = childOf(node, "left");
  const right = childOf(node, "right");
  const head = left === undefined ? undefined : partsOf(left)[0];
  if (head === undefined || right === undefined) return null;
  const nameNode = head.type === "generic_type" ? partsOf(head)[0] : head;
  if (nameNode?.type !== "identifier") return null;
  const target = bindName(context, nameNode);
  const list = head.type === "generic_type" ? partsOf(head)[1] : undefined;
  return context.scopes.inside("types", (scope) => {
    const bounds = list === undefined ? [] : bindTypeParameters(context, list);
    return simple(node, { kind: "typeAlias", target, scope, parts: [...bounds, context.expression(right)] });
  });
}

function lowerImport(context: Lowering, node: SyntaxNode, from: string | null): Statement {
  const items = childrenOf(node, "name").map((item) => lowerImportItem(context, item, from));
  return simple(node, { kind: "import", items });
}

function lowerImportItem(context: Lowering, item: SyntaxNode, from: string | null): ImportItem {
  const alias = childOf(item, "alias");
  const path = alias === undefined ? item : (childOf(item, "name") ?? item);
  const bound = alias ?? partsOf(path)[0] ?? path;
  const text = textOf(context, path).replace(/\s+/g, "");
  const target = bindName(context, bound);
  return { module: from ?? text, ...(from === null ? {} : { member: text }), target, span: spanOf(item) };
}

function lowerImportFrom(context: Lowering, node: SyntaxNode): Statement {
  const moduleNode = childOf(node, "module_name");
  const module = moduleNode === undefined ? "" : textOf(context, moduleNode).replace(/\s+/g, "");
  const star = node.children.find((child) => child.type === "wildcard_import");
  if (star === undefined) return lowerImport(context, node, module);
  return simple(node, { kind: "import", items: [{ module, member: "*", target: null, span: spanOf(star) }] });
}
