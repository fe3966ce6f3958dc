import { type Node, parseTree } from "jsonc-parser";
import type { Span } from "../base/spans.ts";

/** One JSON string of a cell's source, in the text of its file. */
export interface SourcePiece {
  /** The characters between its quotes. */
  readonly raw: Span;
  /** Offset in the cell's source at which it starts; line ends count as one character there. */
  readonly start: number;
}

/** The value of a cell's `source` (`input` in nbformat 3) in the text of its file. */
export interface SourceValue {
  readonly span: Span;
  readonly isList: boolean;
  readonly pieces: readonly SourcePiece[];
}

/** Finds the source of a cell whose JSON text is at `cell`; null when it has none. */
export function findSource(text: string, cell: Span): SourceValue | null {
  const tree = parseTree(text.slice(cell.start, cell.end));
  const value = propertyOf(tree, "source") ?? propertyOf(tree, "input");
  if (value === undefined) return null;
  const spanOf = ({ offset, length }: Node) => ({ start: cell.start + offset, end: cell.start + offset + length });
  const strings = (value.type === "array" ? (value.children ?? []) : [value]).filter(({ type }) => type === "string");
  const pieces: SourcePiece[] = [];
  let start = 0;
  for (const node of strings) {
    const { start: quote, end } = spanOf(node);
    pieces.push({ raw: { start: quote + 1, end: end - 1 }, start });
    start += (node.value as string).replaceAll(/\r\n?/g, "\n").length;
  }
  return { span: spanOf(value), isList: value.type === "array", pieces };
}

/** The offset in the file of an offset in the cell's source. */
export function fileOffset(text: string, { pieces, span }: SourceValue, offset: number): number {
  const piece = pieces.findLast((one) => one.start <= offset);
  if (piece === undefined) return span.start;
  let at = piece.raw.start;
  for (let left = offset - piece.start; left > 0 && at < piece.raw.end; left--) {
    const isLineEnd = text.startsWith("\\r\\n", at);
    at += isLineEnd ? 4 : text[at] !== "\\" ? 1 : text[at + 1] === "u" ? 6 : 2;
  }
  return at;
}

function propertyOf(object: Node | undefined, key: string): Node | undefined {
  if (object?.type !== "object") return undefined;
  return object.children?.findLast(({ children }) => children?.[0]?.value === key)?.children?.[1];
}
