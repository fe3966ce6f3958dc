import type { Span } from "../../base/spans.ts";
import type { StatementFacts } from "../facts.ts";

/** Where the comments of a cell belong. */
export interface PlacedComments {
  /** One per statement. */
  readonly statements: readonly Pick<StatementFacts, "commentsAbove" | "commentBeside">[];
  readonly trailing: readonly Span[];
}

/**
 * Gives each comment outside a statement a place: beside the statement that ends in the same line, else above the next
 * statement, else at the end of the cell. Comments inside a statement are part of it.
 */
export function placeComments(code: string, comments: readonly Span[], statements: readonly Span[]): PlacedComments {
  const placed: { commentsAbove: Span[]; commentBeside: Span | null }[] = [];
  let next = 0;
  const takeUntil = (limit: number): Span[] => {
    const taken: Span[] = [];
    for (let comment = comments[next]; comment !== undefined && comment.start < limit; comment = comments[++next])
      taken.push(comment);
    return taken;
  };
  for (const [index, { start, end }] of statements.entries()) {
    const commentsAbove = takeUntil(start);
    takeUntil(end);
    const comment = comments[next];
    const following = statements[index + 1]?.start ?? code.length + 1;
    const isBeside =
      comment !== undefined && comment.start < following && !code.slice(end, comment.start).includes("\n");
    if (isBeside) next += 1;
    placed.push({ commentsAbove, commentBeside: isBeside ? comment : null });
  }
  return { statements: placed, trailing: takeUntil(Number.POSITIVE_INFINITY) };
}
