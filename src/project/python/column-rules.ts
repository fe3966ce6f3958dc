import type { SeenTable } from "../../plan/types.ts";

/** What is known of a column. */
export type ColumnFacts = SeenTable["facts"]["columns"][number];

/** What a column has to be like from now on. */
export interface ColumnRule {
  /** Null where nothing is asked of it. */
  readonly dtype: string | null;
  readonly check: ColumnCheck | null;
  readonly nullable: boolean;
  readonly unique: boolean;
}

/** Bounds of numbers, the earliest date, or the values that there are. */
export type ColumnCheck =
  | { readonly kind: "range"; readonly low: number; readonly high: number }
  | { readonly kind: "from"; readonly low: number | string }
  | { readonly kind: "values"; readonly values: readonly (string | boolean | number)[] };

/** So few rows tell of types and names, and nothing of what the values of other rows are like. */
const FEW_ROWS = 10;

const KEY_NAMES = [/(^|[\W_])(id|key|uuid|guid|code)$/i, /[a-z](Id|ID|Key)$/];

/** Names of keys of other tables, too: they come again in a column, and grow all the same. */
const REFERENCE_NAMES = [...KEY_NAMES, /[\W_](no|nr)$/i, /^id[\W_]/i];

/** The types that pandera knows by the names that pandas gives them. */
const KNOWN_TYPE = new RegExp(
  `^(${[
    "u?int(8|16|32|64)(\\[pyarrow\\])?",
    "U?Int(8|16|32|64)",
    "[fF]loat(32|64)|float16|(float|double)\\[pyarrow\\]",
    "complex(64|128)",
    "bool(\\[pyarrow\\])?|boolean",
    "object|category|str|string(\\[(python|pyarrow)\\])?",
    "timedelta64\\[(s|ms|us|ns)\\]",
    "datetime64\\[(s|ms|us|ns)(, (UTC([+-]\\d\\d:\\d\\d)?|[A-Z]\\w+(/[\\w+-]+)*))?\\]",
    "period\\[[A-Za-z]+(-[A-Z]{3})?\\]",
  ].join("|")})$`,
);

/**
 * What a column, or the labels of rows, that held this has to be like. Types, and whether values may be missing, are as they were seen. The rest
 * leaves room for what was not: see {@link widened}, {@link dateFrom}; values are listed only where they are kinds of
 * something, or 0 and 1. A key has to be unique. Whole numbers that are keys, or are called so, have no upper bound.
 */
export function columnRule(facts: ColumnFacts, rows: number, isIndex = false): ColumnRule {
  const { nulls = rows } = facts;
  const isKey = rows > FEW_ROWS && (isIndex ? facts.unique === true : looksLikeKey(facts, rows));
  return {
    dtype: dtypeOf(facts),
    check: rows > FEW_ROWS && nulls < rows ? checkOf(facts, isKey || isReference(facts)) : null,
    nullable: nulls > 0 || rows === 0,
    unique: isKey && nulls === 0,
  };
}

/**
 * Bounds for numbers that were seen between two: as far away on either side as the two are from each other, then outward to
 * one digit of that. What was not negative stays so, and what was not positive too. Null for a constant, which tells nothing.
 */
export function widened(min: number, max: number): { readonly low: number; readonly high: number } | null {
  const spread = max - min;
  if (!(spread > 1e-100) || !Number.isFinite(spread)) return null;
  const digits = -Math.floor(Math.log10(spread));
  const unit = 10 ** -digits;
  const low = rounded(Math.floor((min - spread) / unit) * unit, digits);
  const high = rounded(Math.ceil((max + spread) / unit) * unit, digits);
  return { low: min >= 0 ? Math.max(0, low) : low, high: max <= 0 ? Math.min(0, high) : high };
}

/** Without what the binary form of a number adds: 0.30000000000000004. */
function rounded(value: number, digits: number): number {
  return (digits > 0 ? Number(value.toFixed(digits)) : value) + 0;
}

/**
 * The earliest date to be expected: the first day of a year as long before as the dates go on, and ten years at least. So
 * dates of 1900 or 1970 that stand for none are found. There is no latest date, for time goes on. Null for what is no date.
 */
export function dateFrom(min: string, max: string): string | null {
  const [first, last] = [min, max].map((date) => Number(/^(\d{4})-/.exec(date)?.[1]));
  if (first === undefined || last === undefined || !(last >= first)) return null;
  const year = first - Math.max(10, last - first);
  return year < 1700 ? null : `${year}-01-01`;
}

/** Whole numbers or texts that are all different, and are called as keys are, are counted up, or are texts in their order. */
function looksLikeKey({ dtype, label, unique = false, rising = false, min, max }: ColumnFacts, rows: number): boolean {
  if (!unique || dtype.startsWith("datetime")) return false;
  if (typeof min === "number" && typeof max === "number" && rising && max - min === rows - 1) return true;
  const isText = min === undefined;
  return (isText && rising) || (typeof label === "string" && KEY_NAMES.some((name) => name.test(label)));
}

/** Whole numbers, which are floats where some are missing, with the name of a key. */
function isReference({ label, min, max }: ColumnFacts): boolean {
  return (
    Number.isInteger(min) &&
    Number.isInteger(max) &&
    typeof label === "string" &&
    REFERENCE_NAMES.some((name) => name.test(label))
  );
}

function checkOf({ dtype, values, min, max }: ColumnFacts, isKey: boolean): ColumnCheck | null {
  if (values !== undefined) return { kind: "values", values };
  if (typeof min === "number" && typeof max === "number") {
    if (isKey) return min >= 0 ? { kind: "from", low: 0 } : null;
    if (/int/i.test(dtype) && min === 0 && max === 1) return { kind: "values", values: [0, 1] };
    const range = widened(min, max);
    return range && { kind: "range", ...range };
  }
  const low = typeof min === "string" && typeof max === "string" ? dateFrom(min, max) : null;
  return low === null ? null : { kind: "from", low };
}

function dtypeOf({ dtype, text }: ColumnFacts): string | null {
  if (dtype === "object" && text === true) return "str";
  return KNOWN_TYPE.test(dtype) ? dtype : null;
}
