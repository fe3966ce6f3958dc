import type { Effect, Statement } from "../analysis/types.ts";
import { SYSTEM } from "./instability.ts";

/** Indices of the cells in which a statement does what is meant, or reads a value that such a statement had a hand in. */
export function reachedCells(
  statements: readonly Statement[],
  isMeant: (statement: Statement) => boolean,
): ReadonlySet<number> {
  const reached = new Set<number>();
  const cells = new Set<number>();
  for (const statement of statements) {
    if (!isMeant(statement) && !statement.reads.some(({ from }) => from.some((id) => reached.has(id)))) continue;
    reached.add(statement.id);
    cells.add(statement.cell);
  }
  return cells;
}

/** The statement reads the clock. */
export function readsClock({ effects }: Statement): boolean {
  return effects.some(({ kind, resource }) => kind === "touches" && resource === "clock");
}

/** Statements that draw random numbers which no statement above has seeded. */
export function unseededDraws(statements: readonly Statement[]): readonly Statement[] {
  const seeded = new Set<string>();
  return statements.filter(({ effects }) => {
    const isUnseeded = ({ kind, resource }: Effect) =>
      kind === "draws" && resource !== null && (resource === SYSTEM || !seeded.has(resource));
    for (const { kind, resource } of effects) if (kind === "seeds" && resource !== null) seeded.add(resource);
    return effects.some(isUnseeded);
  });
}
