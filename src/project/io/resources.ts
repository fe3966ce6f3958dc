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
const FILE_TYPES: Readonly<Record<string, string>> = { csv: "csv", json: "json", parquet: "parquet" };
const UNFIT = new Set(["index_col", "header", "names", "usecols", "columns", "converters", "iterator", "chunksize"]);

/** The tables that can be resources, and for the others why not, by their name. */
export function resourcesOf(
  catalog: readonly CatalogEntry[],
  seen: readonly SeenTable[],
): { readonly resources: readonly Resource[]; readonly others: ReadonlyMap<string, string> } {
  const resources: Resource[] = [];
  const others = new Map<string, string>();
  for (const entry of catalog) {
    const found = resourceOf(entry, seen);
    if (typeof found === "string") others.set(entry.name, found);
    else resources.push(found);
  }
  return { resources, others };
}

function resourceOf(entry: CatalogEntry, seen: readonly SeenTable[]): Resource | string {
  const fileType = FILE_TYPES[entry.format];
  if (fileType === undefined) return `dynamic(i/o) has no files of the form ${entry.format}`;
  const unfit = entry.options.find(({ name }) => UNFIT.has(name));
  if (unfit !== undefined) return `dynamic(i/o) chooses the columns itself, and \`${unfit.name}\` does too`;
  const facts = factsOf(entry, seen);
  if (facts === undefined) return "no traced run showed its columns";
  const columns = columnsOf(facts);
  if (typeof columns === "string") return columns;
  const path = "text" in entry.location ? entry.location.text : `{${entry.location.parameter}}`;
  if (path.includes("://")) return "it has an address, which dynamic(i/o) wants in parts";
  return { key: entry.name.toUpperCase(), name: entry.name, fileType, path, options: entry.options, columns };
}

/** What a table holds: as it was read, or as the step gives it that writes it. */
function factsOf({ kind, name, step, variable }: CatalogEntry, seen: readonly SeenTable[]) {
  const [of, wanted] = kind === "source" ? ["catalog", name] : ["step", variable];
  return seen.find((one) => one.of === of && one.step === step && one.name === wanted)?.facts;
}

function columnsOf({ kind, columns, rows, index }: SeenTable["facts"]): readonly ResourceColumn[] | string {
  if (kind !== "frame") return "it has no columns";
  if (index !== undefined) return "its rows have names, which dynamic(i/o) leaves out";
  const names = columns.map(({ label }) => label);
  if (names.some((name) => typeof name !== "string") || new Set(names).size < names.length)
    return "its columns have no names, or the same ones";
  return columns.map((column) => columnOf(column, rows));
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
