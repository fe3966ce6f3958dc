import type { Span } from "../../../base/spans.ts";

/** A node of the concrete syntax tree, copied out of the parser: plain data without punctuation and comments. */
export interface SyntaxNode {
  /** Node type of the grammar; for keywords and operators that are kept, their text. */
  readonly type: string;
  /** Field of the parent that holds it, or `null`. */
  readonly field: string | null;
  readonly start: number;
  readonly end: number;
  readonly children: readonly SyntaxNode[];
}

/** What the parser makes of a text. */
export interface SyntaxTree {
  readonly root: SyntaxNode;
  /** All comments, in source order. */
  readonly comments: readonly Span[];
  /** Start of the first place that does not fit the grammar, or `null`. */
  readonly firstError: number | null;
}

/** The first child in a field. */
export function childOf(node: SyntaxNode, field: string): SyntaxNode | undefined {
  return node.children.find((child) => child.field === field);
}

/** All children in a field. */
export function childrenOf(node: SyntaxNode, field: string): readonly SyntaxNode[] {
  return node.children.filter((child) => child.field === field);
}

/** True when a keyword or other token stands directly under the node. */
export function hasToken(node: SyntaxNode, text: string): boolean {
  return node.children.some((child) => child.type === text);
}

/** Children that are neither keywords nor operators. */
export function partsOf(node: SyntaxNode): readonly SyntaxNode[] {
  return node.children.filter((child) => !keptTokens.has(child.type));
}

/** Tokens without a name in the grammar that the copy keeps, as they carry meaning. */
export const keptTokens: ReadonlySet<string> = new Set([
  ..."async from not in is and or if else as * ** - + ~ / // % @ | & ^ << >> < <= == != >= > <> _".split(" "),
  "not in",
  "is not",
  ..."+= -= *= /= @= //= %= **= >>= <<= &= ^= |=".split(" "),
]);
