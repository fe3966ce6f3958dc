import type { Analysis, Statement } from "../analysis/types.ts";

/** The code of a statement as it stands in its cell, IPython syntax masked. */
export function statementCode({ cells }: Pick<Analysis, "cells">, { cell, facts: { span } }: Statement): string {
  return cells.find((one) => one.cell === cell)?.code.slice(span.start, span.end) ?? "";
}
