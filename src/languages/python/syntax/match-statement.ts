import type { Expression, MatchCase, Name, Statement } from "./ast.ts";
import { bindName, type Lowering, noStamp, spanOf, textOf } from "./lowering.ts";
import { childOf, childrenOf, partsOf, type SyntaxNode } from "./syntax-node.ts";

/** Lowers `match`: bare names capture, dotted names and class names are read, `_` does neither. */
export function lowerMatch(context: Lowering, node: SyntaxNode): Statement | null {
  const subjects = childrenOf(node, "subject").map((subject) => context.expression(subject));
  const [first] = subjects;
  const body = childOf(node, "body");
  if (first === undefined || body === undefined) return null;
  const subject: Expression =
    subjects.length === 1 ? first : { kind: "collection", type: "tuple", parts: subjects, span: first.span };
  const cases = body.children.filter((child) => child.type === "case_clause").map((child) => lowerCase(context, child));
  return { kind: "match", subject, cases, span: spanOf(node), ...noStamp };
}

interface Pattern {
  readonly reads: Expression[];
  readonly captures: { target: Name; whole: boolean }[];
}

function lowerCase(context: Lowering, node: SyntaxNode): MatchCase {
  const pattern: Pattern = { reads: [], captures: [] };
  const tops = node.children.filter((child) => child.type === "case_pattern");
  for (const top of tops) readPattern(context, top, tops.length === 1, pattern);
  const guardNode = childOf(node, "guard");
  const condition = guardNode === undefined ? undefined : partsOf(guardNode)[0];
  const guard = condition === undefined ? null : context.expression(condition);
  const [only] = tops;
  const irrefutable = guard === null && tops.length === 1 && only !== undefined && fitsAll(context, only);
  return { ...pattern, irrefutable, guard, body: context.block(childOf(node, "consequence")), span: spanOf(node) };
}

/** `_`, a bare name, `... | _`, `x as y` around one of them. */
function fitsAll(context: Lowering, node: SyntaxNode): boolean {
  const parts = node.children;
  if (node.type === "_" || textOf(context, node) === "_") return true;
  if (node.type === "dotted_name") return partsOf(node).length === 1;
  if (node.type === "union_pattern") return parts.some((part) => fitsAll(context, part));
  const isGroup = node.type === "tuple_pattern" && parts.length === 1 && !textOf(context, node).includes(",");
  const [first] = parts;
  return (
    (node.type === "case_pattern" || node.type === "as_pattern" || isGroup) &&
    first !== undefined &&
    fitsAll(context, first)
  );
}

type Handler = (context: Lowering, node: SyntaxNode, isWhole: boolean, into: Pattern) => void;

const handlers: Readonly<Record<string, Handler>> = {
  case_pattern: readChildren,
  union_pattern: readChildren,
  identifier: capture,
  dotted_name: (context, node, isWhole, into) => {
    const parts = partsOf(node);
    const [only] = parts;
    if (only === undefined) return;
    if (parts.length === 1) capture(context, only, isWhole, into);
    else into.reads.push(context.expression(node));
  },
  as_pattern: (context, node, isWhole, into) => {
    readChildren(context, node, isWhole, into);
  },
  class_pattern: (context, node, _, into) => {
    const [name, ...patterns] = partsOf(node);
    if (name !== undefined) into.reads.push(context.expression(name));
    for (const pattern of patterns) readPattern(context, pattern, false, into);
  },
  keyword_pattern: (context, node, _, into) => {
    for (const value of partsOf(node).slice(1)) readPattern(context, value, false, into);
  },
  list_pattern: readParts,
  tuple_pattern: (context, node, isWhole, into) => {
    const isGroup = partsOf(node).length === 1 && !textOf(context, node).includes(",");
    for (const part of node.children) readPattern(context, part, isWhole && isGroup, into);
  },
  dict_pattern: readParts,
  splat_pattern: readParts,
};

/** Literals need nothing: they are neither read from the notebook nor bound. */
function readPattern(context: Lowering, node: SyntaxNode, isWhole: boolean, into: Pattern): void {
  handlers[node.type]?.(context, node, isWhole, into);
}

function readChildren(context: Lowering, node: SyntaxNode, isWhole: boolean, into: Pattern): void {
  for (const child of node.children) readPattern(context, child, isWhole, into);
}

function readParts(context: Lowering, node: SyntaxNode, _: boolean, into: Pattern): void {
  for (const child of node.children) readPattern(context, child, false, into);
}

function capture(context: Lowering, node: SyntaxNode, isWhole: boolean, into: Pattern): void {
  if (textOf(context, node) !== "_") into.captures.push({ target: bindName(context, node), whole: isWhole });
}
