import { Language, Parser, type Tree, type TreeCursor } from "web-tree-sitter";
import type { Span } from "../../base/spans.ts";
import { blankCommentRuns, withBlanked } from "./comment-runs.ts";
import { keptTokens, type SyntaxNode, type SyntaxTree } from "./syntax/syntax-node.ts";

/** Bytes of the two WebAssembly modules that the parser is made of. */
export interface ParserModules {
  /** `web-tree-sitter.wasm`. */
  readonly runtimeWasm: Uint8Array;
  /** `tree-sitter-python.wasm`. */
  readonly grammarWasm: Uint8Array;
}

/** Parses Python text; lenient: it always gives a tree. */
export interface PythonParser {
  /** Offsets of the tree start at `origin`: where `code` stands in a longer text. */
  parse(code: string, origin?: number): SyntaxTree;
}

/** What to do with the nodes of one type; a `leaf` has nothing below it. */
type NodeUse = "copy" | "leaf" | "drop" | "comment";

/** Tokens with a name. */
const namedTokens: ReadonlySet<string> = new Set(
  "identifier integer float true false none ellipsis string_start string_end escape_sequence".split(" "),
);

/** Makes a parser from the bytes of its modules. Loads them once; the parser can be used any number of times. */
export async function createPythonParser(modules: ParserModules): Promise<PythonParser> {
  await Parser.init({ wasmBinary: modules.runtimeWasm });
  const language = await Language.load(modules.grammarWasm);
  const parser = new Parser();
  parser.setLanguage(language);
  const names = { types: language.types, fields: language.fields };
  const uses = language.types.map((type, id) => useOf(type, language.nodeTypeIsNamed(id)));
  return {
    parse(code, origin = 0) {
      const { code: text, blanked } = blankCommentRuns(code);
      const tree = parser.parse(text);
      if (tree === null) return { root: emptyRoot(code, origin), comments: [], firstError: origin };
      const copy = copyTree(tree, { ...names, uses }, origin);
      tree.delete();
      const moved = blanked.map(({ start, end }) => ({ start: start + origin, end: end + origin }));
      return { ...copy, comments: withBlanked(copy.comments, moved, copy.root) };
    },
  };
}

function useOf(type: string, isNamed: boolean): NodeUse {
  if (type === "comment") return "comment";
  if (type === "line_continuation") return "drop";
  if (isNamed) return namedTokens.has(type) ? "leaf" : "copy";
  return keptTokens.has(type) ? "leaf" : "drop";
}

function emptyRoot(code: string, origin: number): SyntaxNode {
  return { type: "module", field: null, start: origin, end: origin + code.length, children: [] };
}

/** What numbers of the grammar stand for. */
interface Grammar {
  readonly types: readonly string[];
  readonly fields: readonly (string | null)[];
  readonly uses: readonly NodeUse[];
}

interface OpenNode extends SyntaxNode {
  readonly children: SyntaxNode[];
}

/** Copies the tree with one walk of a cursor, without recursion, so that depth of nesting does not matter here. */
function copyTree(tree: Tree, grammar: Grammar, origin: number): SyntaxTree {
  const hasError = tree.rootNode.hasError;
  const cursor = tree.walk();
  const comments: Span[] = [];
  const root = openNode(cursor, cursor.nodeTypeId, grammar, origin);
  const stack: OpenNode[] = [root];
  let firstError: number | null = null;
  let descends = cursor.gotoFirstChild();
  while (descends) {
    const typeId = cursor.nodeTypeId;
    const use = grammar.uses[typeId] ?? "copy";
    if (hasError && firstError === null && isErrorAt(cursor)) firstError = cursor.startIndex + origin;
    if (use === "comment") comments.push({ start: cursor.startIndex + origin, end: cursor.endIndex + origin });
    else if (use !== "drop") {
      const node = openNode(cursor, typeId, grammar, origin);
      (stack[stack.length - 1] as OpenNode).children.push(node);
      if (use === "copy" && cursor.gotoFirstChild()) {
        stack.push(node);
        continue;
      }
    }
    descends = gotoNext(cursor, stack);
  }
  cursor.delete();
  return { root, comments, firstError: hasError ? (firstError ?? root.start) : null };
}

function gotoNext(cursor: TreeCursor, stack: OpenNode[]): boolean {
  while (!cursor.gotoNextSibling()) {
    if (stack.length <= 1 || !cursor.gotoParent()) return false;
    stack.pop();
  }
  return true;
}

// Each question to the cursor goes into the WebAssembly module: what is known is not asked.
function openNode(cursor: TreeCursor, typeId: number, { types, fields }: Grammar, origin: number): OpenNode {
  const fieldId = cursor.currentFieldId;
  return {
    type: types[typeId] || "ERROR",
    field: fieldId === 0 ? null : (fields[fieldId] ?? null),
    start: cursor.startIndex + origin,
    end: cursor.endIndex + origin,
    children: [],
  };
}

function isErrorAt(cursor: TreeCursor): boolean {
  return cursor.nodeType === "ERROR" || cursor.nodeIsMissing;
}
