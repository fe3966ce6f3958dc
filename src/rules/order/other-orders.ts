import type { Statement } from "../../analysis/types.ts";
import { statementCode } from "../statement-code.ts";
import type { Subject } from "../subject.ts";
import type { RunRecord } from "./run-record.ts";

/** A cell that was last run when a name it reads had another value than it has from top to bottom. */
export interface OtherOrder {
  readonly reader: Statement;
  readonly name: string;
  /** The statement that gives the name its value when the notebook runs from top to bottom. */
  readonly written: Statement;
  /** The one whose value the cell saw; null when it saw what an earlier run of `written` had given. */
  readonly seen: Statement | null;
}

/** A statement that certainly binds or changes a name, in a cell with an execution count. */
interface Writer {
  readonly statement: Statement;
  readonly count: number;
}

/**
 * Compares the order of a session, as execution counts tell it, with the order of the notebook: for each cell and name that
 * it reads of another cell, which one gave the value. Only what the counts prove, for sessions without repeated numbers:
 * a last run is known, the ones before it are not.
 */
export function otherOrders(subject: Subject, record: RunRecord): readonly OtherOrder[] {
  if (record.order !== "mixed") return [];
  const { statements } = subject.analysis;
  const counts = new Map(record.counted.map(({ cell, count }) => [cell, count]));
  const writers = writersByName(statements, counts);
  return statements.flatMap((reader) => {
    const at = counts.get(reader.cell);
    if (at === undefined) return [];
    return reader.reads.flatMap(({ name, from }): readonly OtherOrder[] => {
      const written = from.length === 1 ? (statements[from[0] as number] as Statement) : undefined;
      const count = written === undefined ? undefined : counts.get(written.cell);
      if (written === undefined || count === undefined || written.cell === reader.cell) return [];
      if (count > at) return givesSame(written, name) ? [] : [{ reader, name, written, seen: null }];
      const between = (writers.get(name) ?? []).filter((one) => one.count > count && one.count < at);
      const seen = between.reduce(
        (last, one) => (last !== undefined && last.count > one.count ? last : one),
        between[0],
      );
      if (
        seen === undefined ||
        statementCode(subject.analysis, seen.statement) === statementCode(subject.analysis, written)
      )
        return [];
      return [{ reader, name, written, seen: seen.statement }];
    });
  });
}

/** What gives the same whenever it is run: imports, functions, and constants as they stand. */
function givesSame({ facts, definitions }: Statement, name: string): boolean {
  const kind = definitions.find((one) => one.name === name)?.kind;
  if (kind === "import" || kind === "function" || kind === "class") return true;
  const binding = facts.operations.find((one) => one.op === "bind" && one.name === name);
  return binding?.op === "bind" && binding.value.kind === "literal";
}

function writersByName(
  statements: readonly Statement[],
  counts: ReadonlyMap<number, number>,
): ReadonlyMap<string, readonly Writer[]> {
  const writers = new Map<string, Writer[]>();
  for (const statement of statements) {
    const count = counts.get(statement.cell);
    if (count === undefined) continue;
    const updated = statement.updates.filter(({ certain, evidence }) => certain && evidence === "proved");
    for (const { name } of [...statement.definitions.filter(({ certain }) => certain), ...updated]) {
      const list = writers.get(name);
      if (list === undefined) writers.set(name, [{ statement, count }]);
      else list.push({ statement, count });
    }
  }
  return writers;
}
