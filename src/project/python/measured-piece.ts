import type { StatementId } from "../../analysis/types.ts";
import { emitMeasured } from "../../languages/python/emit/emit-measured.ts";
import type { CodeBook, CodePiece } from "./code-book.ts";

/**
 * Measured code (`%%timeit`), which belongs to its first statement: nothing is left for the others of `cell`. Null for a
 * statement that is not measured.
 */
export function measuredPiece(book: CodeBook, id: StatementId, cell: readonly StatementId[]): CodePiece | null {
  const factsOf = (one: StatementId) => book.statement(one).facts;
  const code = factsOf(id).measured;
  if (code === undefined) return null;
  const own = cell.filter((one) => factsOf(one).measured?.start === code.start);
  if (own[0] !== id) return { lines: [], imports: [] };
  const pieces = own.map((one) => ({ ...book.piece(one, true), setsUp: factsOf(one).span.start < code.bodyAt }));
  const lines = emitMeasured(code, {
    setup: pieces.filter(({ setsUp }) => setsUp).flatMap((piece) => piece.lines),
    body: pieces.filter(({ setsUp }) => !setsUp).flatMap((piece) => piece.lines),
    hasOwnNames: code.names.length > 0,
  });
  return { lines, imports: pieces.flatMap(({ imports }) => imports) };
}
