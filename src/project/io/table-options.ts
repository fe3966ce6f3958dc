import type { CatalogEntry } from "../../plan/types.ts";

type Options = CatalogEntry["options"];

/** What is passed to read and to write one table. */
export interface TableOptions {
  /** Both ways; for a table that is only read, or only written, all. */
  readonly both: Options;
  readonly read: Options;
  readonly write: Options;
}

/** The options of a table, from its entries: at most one of each kind. */
export function tableOptions(entries: readonly CatalogEntry[]): TableOptions {
  const [read, write] = (["source", "sink"] as const).map((kind) => entries.find((one) => one.kind === kind)?.options);
  if (read === undefined || write === undefined) return { both: read ?? write ?? [], read: [], write: [] };
  const isIn = (options: Options) => (one: Options[number]) =>
    options.some(({ name, value }) => name === one.name && JSON.stringify(value) === JSON.stringify(one.value));
  return {
    both: read.filter(isIn(write)),
    read: read.filter((one) => !isIn(write)(one)),
    write: write.filter((one) => !isIn(read)(one)),
  };
}
