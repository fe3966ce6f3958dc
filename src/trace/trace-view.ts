import { cellHash } from "./compose-trace.ts";
import type { Trace, TracedStatement, TracedValue } from "./types.ts";

/** A cell of the notebook as it is now, of those that run. */
export interface PresentCell {
  readonly index: number;
  readonly source: string;
}

/** What of a trace holds for the notebook as it is now: all above the first cell that is another one. */
export interface TraceView {
  /** Index of the first cell that is not the one that was traced; null when there is none. */
  readonly staleFrom: number | null;
  /** The statements that ran in some lines of a cell (index from 0, lines from 1). */
  readonly statementsIn: (cell: number, first: number, last: number) => readonly TracedStatement[];
  /** The values of a name, in the order of the run. */
  readonly valuesOf: (name: string) => readonly TracedValue[];
  /** All values, in the order of the run. */
  readonly values: readonly TracedValue[];
  /** Whether a statement of the run drew random numbers from a generator of the process. */
  readonly drew: (statement: number) => boolean;
  /** The cell (index from 0) that a statement of the run stands in. */
  readonly cellOf: (statement: number) => number | undefined;
}

/** Lays a trace beside the cells that it is about. What a cell did holds as long as all cells above are the same too. */
export function traceView(trace: Trace, cells: readonly PresentCell[]): TraceView {
  const sameCount = countSame(trace, cells);
  const statements = new Map<number, readonly TracedStatement[]>();
  const cellByStatement = new Map<number, number>();
  const drawing = new Set<number>();
  for (const [at, { index }] of cells.slice(0, sameCount).entries()) {
    const own = trace.cells[at]?.statements ?? [];
    statements.set(index, own);
    for (const { id, random = [] } of own) {
      cellByStatement.set(id, index);
      if (random.length > 0) drawing.add(id);
    }
  }
  const end = Math.max(-1, ...cellByStatement.keys());
  const values = trace.values.filter(({ made }) => made <= end).map((value) => clipped(value, end));
  const byName = new Map<string, TracedValue[]>();
  for (const value of values) byName.set(value.name, [...(byName.get(value.name) ?? []), value]);
  const isPast = trace.failure !== null && sameCount === trace.cells.length;
  return {
    staleFrom: isPast ? null : (cells[sameCount]?.index ?? null),
    statementsIn: (cell, first, last) =>
      (statements.get(cell) ?? []).filter(({ lines }) => lines[0] <= last && lines[1] >= first),
    valuesOf: (name) => byName.get(name) ?? [],
    values,
    drew: (statement) => drawing.has(statement),
    cellOf: (statement) => cellByStatement.get(statement),
  };
}

function countSame(trace: Trace, cells: readonly PresentCell[]): number {
  const at = cells.findIndex(({ source }, position) => trace.cells[position]?.hash !== cellHash(source));
  return at === -1 ? cells.length : at;
}

/** A value without what was seen of it after a statement. */
function clipped(value: TracedValue, end: number): TracedValue {
  const { first, last } = value;
  if (last === null || last <= end) return value;
  return first === null || first > end ? { ...value, first: null, last: null } : { ...value, last: end };
}
