import type { Json } from "../../base/json.ts";
import type { CatalogEntry, SeenTable } from "../../plan/types.ts";
import { type ColumnFacts, columnRule } from "../python/column-rules.ts";

/** A table of the catalog that dynamic(i/o) can read or write: it knows columns by their names, and rows by their numbers. */
export interface Resource {
  /** In the definitions: `PRICES`. */
  readonly key: string;
  readonly name: string;
  readonly fileType: string;
  readonly path: string;
  readonly options: CatalogEntry["options"];
  readonly columns: readonly ResourceColumn[];
}

/** A column of a schema of dynamic(i/o). */
export interface ResourceColumn {
  readonly name: string;
  readonly type: string;
  readonly validations: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  readonly metrics: readonly string[];
}

/** Forms of files that it knows, and arguments of pandas that it passes on without a meaning of their own. */
const FILE_TYPES = new Set(["csv", "json", "parquet"]);
const UNFIT = new Set(["index_col", "header", "names", "usecols", "columns", "converters", "iterator", "chunksize"]);

/** The tables that can be resources; one that is written and read may not be the same both times, and has one schema only. */
export function resourcesOf(catalog: readonly CatalogEntry[], seen: readonly SeenTable[]): readonly Resource[] {
  const isAlone = ({ name }: CatalogEntry) => catalog.filter((other) => other.name === name).length === 1;
  return catalog.filter(isAlone).flatMap((entry) => resourceOf(entry, seen) ?? []);
}

/** Null where dynamic(i/o) would not keep the table as it is, or no traced run showed its columns. */
function resourceOf(entry: CatalogEntry, seen: readonly SeenTable[]): Resource | null {
  const { name, format, location, options } = entry;
  const path = "text" in location ? location.text : `{${location.parameter}}`;
  // It has addresses in parts, and chooses the columns itself.
  if (!FILE_TYPES.has(format) || path.includes("://") || options.some((one) => UNFIT.has(one.name))) return null;
  const facts = factsOf(entry, seen);
  const columns = facts === undefined ? null : columnsOf(facts);
  return columns && { key: name.toUpperCase(), name, fileType: format, path, options, columns };
}

/** What a table holds: as it was read, or as the step gives it that writes it. */
function factsOf({ kind, name, step, variable }: CatalogEntry, seen: readonly SeenTable[]) {
  const [of, wanted] = kind === "source" ? ["catalog", name] : ["step", variable];
  return seen.find((one) => one.of === of && one.step === step && one.name === wanted)?.facts;
}

/** Null for what is no frame, for rows with names, and for columns without a name of their own. */
function columnsOf({ kind, columns, rows, index }: SeenTable["facts"]): readonly ResourceColumn[] | null {
  const names = columns.map(({ label }) => label);
  const areNamed = names.every((name) => typeof name === "string") && new Set(names).size === names.length;
  return kind === "frame" && index === undefined && areNamed ? columns.map((column) => columnOf(column, rows)) : null;
}

function columnOf(facts: ColumnFacts, rows: number): ResourceColumn {
  const { check, nullable, unique } = columnRule(facts, rows);
  const isNumber = /^u?int|^float/i.test(facts.dtype);
  return {
    name: facts.label as string,
    type: facts.dtype,
    validations: {
      ...(nullable || rows === 0 ? {} : { has_no_null_values: applied({}) }),
      ...(unique ? { has_unique_values: applied({}) } : {}),
      ...(check?.kind === "range" && isNumber ? { is_between: between(check.low, check.high) } : {}),
      ...(check?.kind === "from" && isNumber ? { is_greater_than_or_equal: applied({ threshold: check.low }) } : {}),
      ...(check?.kind === "values" ? { is_in: applied({ categorical_values: check.values }) } : {}),
    },
    metrics: isNumber ? ["Min", "Max", "Mean"] : ["UniqueCounts"],
  };
}

function between(lower: number, upper: number) {
  return applied({ lower, upper, include_left: true, include_right: true });
}

function applied(options: Readonly<Record<string, Json>>) {
  return { apply: true, options };
}
