import { stringLiteral } from "../../languages/python/emit/string-literal.ts";
import type { SeenTable } from "../../plan/types.ts";
import { type ColumnCheck, type ColumnFacts, columnRule } from "./column-rules.ts";
import type { PythonNames } from "./python-names.ts";

/** What the template of the schemas shows. */
export interface SchemasView {
  readonly header: string;
  /** Names of pandera that are used. */
  readonly imports: string;
  readonly schemas: readonly SchemaView[];
  /** Tables of the catalog, and what steps give, each with the name of its schema. */
  readonly catalog: readonly SchemaUse[];
  readonly outputs: readonly SchemaUse[];
}

/** One schema. */
export interface SchemaView {
  readonly name: string;
  readonly kind: "DataFrameSchema" | "SeriesSchema";
  /** Of a frame: Python code of each label and of its `Column`. */
  readonly columns: readonly { readonly label: string; readonly column: string }[];
  /** Its other arguments. */
  readonly more: readonly string[];
}

interface SchemaUse {
  readonly key: string;
  readonly schema: string;
}

type TableFacts = SeenTable["facts"];

const IMPORTED = ["Check", "Column", "DataFrameSchema", "Index", "SeriesSchema"];

/** The view of the schemas; null where no table was seen. Tables with equal schemas have one; of a table seen twice it is the first's. */
export function schemasView(tables: readonly SeenTable[], names: PythonNames): SchemasView | null {
  const schemas = new Map<string, SchemaView>();
  const taken = new Set([...IMPORTED, "CATALOG", "OUTPUTS"]);
  const firsts = new Map(tables.toReversed().map((table) => [`${table.of} ${keyOf(table)}`, table]));
  const uses = [...firsts.values()].toReversed().flatMap((table) => {
    const schema = schemaOf(table.facts);
    if (schema === null) return [];
    const text = JSON.stringify(schema);
    const own = schemas.get(text) ?? { ...schema, name: freeName(nameOf(table), taken) };
    schemas.set(text, own);
    return [{ table, schema: own.name }];
  });
  if (uses.length === 0) return null;
  const usesOf = (of: SeenTable["of"]) =>
    uses
      .filter(({ table }) => table.of === of)
      .map(({ table, schema }) => ({ key: stringLiteral(keyOf(table)), schema }));
  const written = [...schemas.values()];
  return {
    header: names.header,
    imports: importedNames(written).join(", "),
    schemas: written,
    catalog: usesOf("catalog"),
    outputs: usesOf("step"),
  };
}

function importedNames(schemas: readonly SchemaView[]): readonly string[] {
  const calls = schemas.flatMap(({ columns, more }) => [...columns.map(({ column }) => column), ...more]);
  const used = new Set<string>(schemas.map(({ kind }) => kind));
  if (schemas.some(({ columns }) => columns.length > 0)) used.add("Column");
  if (calls.some((call) => call.startsWith("index=Index("))) used.add("Index");
  // What comes before a check is a type, in which there are no quotes.
  if (calls.some((call) => /^(Column\(|index=Index\()?("[^"]*", )?(checks=)?Check\./.test(call))) used.add("Check");
  return IMPORTED.filter((name) => used.has(name));
}

function keyOf({ of, step, name }: SeenTable): string {
  return of === "catalog" ? name : `${step}.${name}`;
}

function nameOf({ of, step, name }: SeenTable): string {
  return of === "catalog" ? name : `${step}_${name}`.replace(/_+$/, "");
}

function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let count = 2; taken.has(name); count++) name = `${wanted}_${count}`;
  taken.add(name);
  return name;
}

/** The schema of a table; null where nothing can be asked of it. */
function schemaOf(facts: TableFacts): Omit<SchemaView, "name"> | null {
  const index = indexArgument(facts);
  if (facts.kind === "frame") {
    const columns = frameColumns(facts);
    return columns.length === 0 && index === null
      ? null
      : { kind: "DataFrameSchema", columns, more: index === null ? [] : [index] };
  }
  const [column] = facts.columns as [ColumnFacts];
  const name = column.label === undefined || column.label === null ? [] : [`name=${literal(column.label)}`];
  const more = [...columnArguments(column, facts.rows), ...name, ...(index === null ? [] : [index])];
  return more.length === 0 ? null : { kind: "SeriesSchema", columns: [], more };
}

/** Columns whose label Python code can say, and that no other column has. */
function frameColumns({ columns, rows }: TableFacts): SchemaView["columns"] {
  const labels = columns.map(({ label }) => (label === undefined || label === null ? null : literal(label)));
  return columns.flatMap((column, at) => {
    const label = labels[at] ?? null;
    if (label === null || labels.indexOf(label) !== at || labels.lastIndexOf(label) !== at) return [];
    return [{ label, column: `Column(${columnArguments(column, rows).join(", ")})` }];
  });
}

/** Rows that have names, or labels that are more than a count. */
function indexArgument({ index, rows }: TableFacts): string | null {
  if (index === undefined) return null;
  const isNamed = index.label !== undefined && index.label !== null;
  if (!isNamed && /^u?int/.test(index.dtype)) return null;
  const name = isNamed ? [`name=${literal(index.label)}`] : [];
  const own = columnArguments(index, rows, true);
  return own.length + name.length === 0 ? null : `index=Index(${[...own, ...name].join(", ")})`;
}

function columnArguments(facts: ColumnFacts, rows: number, isIndex = false): readonly string[] {
  const { dtype, check, nullable, unique } = columnRule(facts, rows, isIndex);
  const isWhole = /int/i.test(dtype ?? "");
  return [
    ...(dtype === null ? [] : [stringLiteral(dtype)]),
    ...(check === null ? [] : [`${dtype === null ? "checks=" : ""}${checkCode(check, isWhole)}`]),
    ...(nullable ? ["nullable=True"] : []),
    ...(unique ? ["unique=True"] : []),
  ];
}

function checkCode(check: ColumnCheck, isWhole: boolean): string {
  if (check.kind === "values") return `Check.isin([${check.values.map(valueCode).join(", ")}])`;
  if (check.kind === "from") return `Check.ge(${typeof check.low === "string" ? stringLiteral(check.low) : check.low})`;
  return `Check.in_range(${numberCode(check.low, isWhole)}, ${numberCode(check.high, isWhole)})`;
}

function valueCode(value: string | boolean | number): string {
  if (typeof value === "string") return stringLiteral(value);
  if (typeof value === "number") return String(value);
  return value ? "True" : "False";
}

/** A number in Python: whole where the column is, with its thousands set apart. */
function numberCode(value: number, isWhole: boolean): string {
  if (isWhole && Math.abs(value) < 1) return String(Math.sign(value));
  if (!Number.isInteger(value) || Math.abs(value) >= 1e15) return String(value);
  return String(value).replace(/\B(?=(\d{3})+$)/g, Math.abs(value) < 10_000 ? "" : "_");
}

type Label = ColumnFacts["label"];

function literal(label: Label): string {
  if (label === null || label === undefined) return "None";
  if (typeof label === "string") return stringLiteral(label);
  if (typeof label === "number") return String(label);
  return `(${label.map(literal).join(", ")}${label.length === 1 ? "," : ""})`;
}
