import type { Analysis } from "../analysis/types.ts";
import { lineOf, lineStarts } from "../base/spans.ts";
import type { TraceView } from "../trace/trace-view.ts";
import { locate } from "./plan-context.ts";

/** For each statement the ids of those of the run that stand in its lines. */
export function matchStatements(
  { statements }: Analysis,
  trace: TraceView,
  sources: readonly string[],
): readonly (readonly number[])[] {
  const starts = sources.map(lineStarts);
  return statements.map((statement) => {
    const { cell, span } = locate(statement);
    const lines = starts[cell] ?? [0];
    const [first, last] = [lineOf(lines, span.start) + 1, lineOf(lines, Math.max(span.start, span.end - 1)) + 1];
    return trace.statementsIn(cell, first, last).map((one) => one.id);
  });
}
