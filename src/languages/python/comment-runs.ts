import type { Span } from "../../base/spans.ts";
import type { SyntaxNode } from "./syntax/syntax-node.ts";

/** Lines that hold nothing but a comment, many after each other: the parser looks at all that are left for each of them. */
const RUN = /(?:^[ \t]*#[^\n]*\n){50,}/gm;
const COMMENT = /#[^\n]*/g;

/** Code in which long runs of comments are blank, all else in its place. */
export interface BlankedCode {
  readonly code: string;
  /** What was blanked, in order. Some may be the content of a string. */
  readonly blanked: readonly Span[];
}

/** Blanks long runs of comments. */
export function blankCommentRuns(code: string): BlankedCode {
  const blanked: Span[] = [];
  const text = code.replace(RUN, (run, at: number) =>
    run.replace(COMMENT, (comment, within: number) => {
      blanked.push({ start: at + within, end: at + within + comment.length });
      return " ".repeat(comment.length);
    }),
  );
  return { code: text, blanked };
}

/** The comments of a tree with those that were blanked (offsets as in the tree), without what is in a string. */
export function withBlanked(comments: readonly Span[], blanked: readonly Span[], root: SyntaxNode): readonly Span[] {
  if (blanked.length === 0) return comments;
  const strings = stringsIn(root);
  let next = 0;
  const real = blanked.filter(({ start }) => {
    while ((strings[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next += 1;
    return (strings[next]?.start ?? Number.POSITIVE_INFINITY) > start;
  });
  return [...comments, ...real].sort((one, other) => one.start - other.start);
}

/** The string literals of a tree, in order. */
function stringsIn(root: SyntaxNode): readonly Span[] {
  const found: Span[] = [];
  const waiting: SyntaxNode[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type === "string") found.push(node);
    else for (const child of [...node.children].reverse()) waiting.push(child);
  }
  return found;
}
