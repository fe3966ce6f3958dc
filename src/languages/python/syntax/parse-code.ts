import type { PythonParser } from "../python-parser.ts";
import { isSuspicious } from "./suspicions.ts";
import type { SyntaxNode, SyntaxTree } from "./syntax-node.ts";

/** The statements of a cell, as well as they can be read, and whether the text fits the grammar. */
export interface ParsedCode extends SyntaxTree {
  /** Holds a construct that the lenient grammar takes though Python 3 may not: worth a second opinion. */
  readonly isSuspicious: boolean;
}

/** Parses the code of a cell. Mends what the grammar is known to get wrong; reads a broken cell piece by piece. */
export function parseCode(parser: PythonParser, code: string): ParsedCode {
  const tree = mendAliases(parser, code, parser.parse(code));
  if (tree.firstError === null) return { ...tree, isSuspicious: isSuspicious(code, tree.root) };
  const mended = mendDefaults(parser, code);
  if (mended !== null) return { ...mended, isSuspicious: false };
  return { ...parseInPieces(parser, code, tree), isSuspicious: true };
}

/** `type(x).a = 1` is read as a type alias: parsed again with another name in place of `type`. Names are read from the code. */
function mendAliases(parser: PythonParser, code: string, tree: SyntaxTree): SyntaxTree {
  if (!/(?:^|[;:])[ \t]*type\b[ \t]*[^\s=,.)][^\n=]*=/m.test(code)) return tree;
  const wrong = nodesOf(tree.root).filter((node) => node.type === "type_alias_statement" && !isAlias(node));
  if (wrong.length === 0) return tree;
  let patched = code;
  for (const { start } of wrong) patched = `${patched.slice(0, start)}t_pe${patched.slice(start + 4)}`;
  return parser.parse(patched);
}

function isAlias(node: SyntaxNode): boolean {
  const head = node.children.find((child) => child.field === "left")?.children[0];
  return head?.type === "identifier" || (head?.type === "generic_type" && head.children[0]?.type === "identifier");
}

const parameterList = /(?<=\b(?:def|class|type)\s+[\p{L}_][\p{L}\p{N}_]*\s*)\[[^\n]*?\](?=\s*[(:=])/gu;

/** Defaults of type parameters (`class A[T = int]`) are unknown to the grammar: parsed as bounds, which are as lazy. */
function mendDefaults(parser: PythonParser, code: string): SyntaxTree | null {
  const patched = code.replace(parameterList, (list) => list.replace(/(?<![=!<>:])=(?!=)/g, ":"));
  if (patched === code) return null;
  const tree = parser.parse(patched);
  return tree.firstError === null ? tree : null;
}

function nodesOf(root: SyntaxNode): readonly SyntaxNode[] {
  const nodes = [root];
  for (let index = 0; index < nodes.length; index++)
    for (const child of nodes[index]?.children ?? []) nodes.push(child);
  return nodes;
}

/** How many pieces one statement with brackets or text at column 0 may span, in a cell that is broken anyway. */
const longestStatement = 12;

/** Characters that are parsed once more, to find where statements of a broken cell end: enough for several hundred lines. */
const mostParsedAgain = 100_000;

/** After an unclosed bracket the grammar loses all that follows: so each piece that starts at column 0 is parsed alone. */
function parseInPieces(parser: PythonParser, code: string, whole: SyntaxTree): SyntaxTree {
  const starts = pieceStarts(code);
  if (starts.length < 2) return whole;
  const trees: SyntaxTree[] = [];
  let left = mostParsedAgain;
  for (let index = 0; index < starts.length; ) {
    const { tree, count, again } = parsePiece(parser, code, starts, index, left > 0 ? longestStatement : 1);
    trees.push(tree);
    index += count;
    left -= again;
  }
  const children = trees.flatMap((tree) => tree.root.children);
  const root = { ...whole.root, children };
  return { root, comments: trees.flatMap((tree) => tree.comments), firstError: whole.firstError };
}

function parsePiece(
  parser: PythonParser,
  code: string,
  starts: readonly number[],
  index: number,
  longest: number,
): { tree: SyntaxTree; count: number; again: number } {
  const start = starts[index] ?? 0;
  const textOf = (count: number) => code.slice(start, starts[index + count] ?? code.length);
  const single = parser.parse(textOf(1), start);
  let again = 0;
  if (single.firstError === null) return { tree: single, count: 1, again };
  for (let count = 2; count <= longest && index + count <= starts.length; count++) {
    const text = textOf(count);
    again += text.length;
    const tree = parser.parse(text, start);
    if (tree.firstError === null) return { tree, count, again };
  }
  return { tree: single, count: 1, again };
}

/** Offsets of lines that can start a statement: not indented, no clause of the statement above, no closing bracket. */
function pieceStarts(code: string): readonly number[] {
  const starts: number[] = [];
  const line = /^(?![\s)\]}]|(?:else|elif|except|finally|case)\b)[^\n]/gm;
  let isDecorated = false;
  for (const { index } of code.matchAll(line)) {
    if (!isDecorated) starts.push(index);
    isDecorated = code[index] === "@";
  }
  return starts;
}
