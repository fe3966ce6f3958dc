/**
 * What a run of a notebook showed, as `cellwright trace` writes it: the contract between the probe that watches the run, the
 * file, and all that use it. Described for others by `docs/schemas/trace.schema.json`.
 */

/** How a value can be stored and loaded again: a format, or `no` with the reason. */
export interface Storable {
  readonly as: "json" | "parquet" | "npy" | "joblib" | "pickle" | "cloudpickle" | "no";
  readonly why?: string;
}

/** A label of a column: a text, a whole number, nothing, or the parts of one of several levels. */
export type TableLabel = string | number | null | readonly TableLabel[];

/** What a column, a series or an index holds. What was not found out is absent. */
export interface TracedColumn {
  /** Absent where JSON has no form for it. */
  readonly label?: TableLabel;
  readonly dtype: string;
  readonly nulls?: number;
  /** Of numbers and, as ISO texts, of dates. */
  readonly min?: number | string;
  readonly max?: number | string;
  /** Of objects: all of them are texts. */
  readonly text?: boolean;
  /** All values, where they are few texts or truth values that each come often. */
  readonly values?: readonly (string | boolean)[];
  /** Of whole numbers, dates and texts: all are different, and rise from row to row. */
  readonly unique?: boolean;
  readonly rising?: boolean;
}

/** What a table of pandas holds, as far as a schema is made from it. */
export interface TracedTable {
  readonly kind: "frame" | "series";
  readonly rows: number;
  /** At most 100; of a series its only one. */
  readonly columns: readonly TracedColumn[];
  /** Absent where rows are only counted, or have labels of several levels. */
  readonly index?: TracedColumn;
}

/**
 * A value of a name between two changes. Statements are named by their `id`. It was seen with the same content after
 * `first` and after `last`, and so was the same after all in between; null when it was not looked at.
 */
export interface TracedValue {
  readonly number: number;
  readonly name: string;
  readonly how: "bound" | "changed";
  /** The change happened in `made`, or in a statement from `since` on when it was not looked at in between. */
  readonly since: number;
  readonly made: number;
  readonly first: number | null;
  readonly last: number | null;
  /** Dotted path of its type; `public` when that leads to the type among what the library shows. */
  readonly type: string;
  readonly public: boolean;
  readonly shape?: readonly number[];
  readonly dtype?: string;
  readonly columns?: readonly { readonly name: string; readonly dtype: string }[];
  readonly length?: number;
  readonly bytes?: number;
  /** Equal for equal contents within one run. */
  readonly fingerprint: string | null;
  /** The fingerprint covers all of the value. */
  readonly whole: boolean;
  /** Absent when nothing was found out. */
  readonly storable?: Storable;
  /** Of tables of pandas, where there was time. */
  readonly table?: TracedTable;
  /** With `--samples`: rows of short texts. */
  readonly sample?: readonly (readonly string[])[];
}

/** One top-level statement that ran. Absent lists are empty. */
export interface TracedStatement {
  /** Position among all statements of the run, from 0. */
  readonly id: number;
  /** First and last line in its cell, from 1; a magic of the whole cell is one statement. */
  readonly lines: readonly [first: number, last: number];
  readonly seconds: number;
  /** Bytes by which the most memory that the process ever had grew. */
  readonly memory: number;
  readonly bound?: readonly string[];
  readonly changed?: readonly string[];
  readonly deleted?: readonly string[];
  /** Names that it could have changed and for which there was no time to look. */
  readonly notLookedAt?: readonly string[];
  /** Random generators of the process that it drew from or seeded, with hashes of their state. */
  readonly random?: readonly { readonly generator: string; readonly before: string; readonly after: string }[];
  readonly settings?: readonly { readonly of: string; readonly names: readonly string[] }[];
  /** Files, from the notebook's folder; those outside of it by their full path. */
  readonly reads?: readonly string[];
  readonly writes?: readonly string[];
}

/** One code cell that ran, or the last one, that stopped. */
export interface TracedCell {
  /** Position among all cells, from 1. */
  readonly cell: number;
  /** SHA-256 of its source. */
  readonly hash: string;
  readonly seconds: number;
  /** Bytes of printed text. */
  readonly printed: number;
  readonly figures: number;
  /** Type of the exception that it ended with. */
  readonly error: string | null;
  readonly statements: readonly TracedStatement[];
  /** At its end: names whose values share changeable objects or array memory. */
  readonly sharing: readonly (readonly string[])[];
}

/** Why a run did not come to its end. */
export interface TraceFailure {
  readonly kind: "error" | "timeout" | "died";
  /** From 1; null when no cell had begun. */
  readonly cell: number | null;
  readonly text: string;
}

/** A traced run of a notebook. */
export interface Trace {
  readonly format: "cellwright-trace";
  readonly version: 1;
  /** File name of the notebook. */
  readonly notebook: string;
  /** Null when all cells ran. */
  readonly failure: TraceFailure | null;
  readonly python: { readonly version: string; readonly implementation: string };
  readonly platform: string;
  /** Versions of the distributions that were loaded. */
  readonly packages: { readonly [name: string]: string };
  /** Seconds of the run, start of the kernel included, and those that the probe took of it. */
  readonly seconds: number;
  readonly probing: number;
  readonly files: { readonly written: readonly string[]; readonly removed: readonly string[] };
  readonly cells: readonly TracedCell[];
  readonly values: readonly TracedValue[];
}
