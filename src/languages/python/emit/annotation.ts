import { lastName, topLevel } from "../../../base/dotted-path.ts";

const BUILTINS = new Set([
  "int",
  "float",
  "complex",
  "str",
  "bytes",
  "bool",
  "list",
  "dict",
  "set",
  "tuple",
  "frozenset",
]);

/** Everyday types of libraries that everybody imports under one short name. */
const USUAL_TYPES: Readonly<Record<string, string>> = {
  "pandas.DataFrame": "pd.DataFrame",
  "pandas.Series": "pd.Series",
  "pandas.Index": "pd.Index",
  "pandas.DatetimeIndex": "pd.DatetimeIndex",
  "pandas.Timestamp": "pd.Timestamp",
  "numpy.ndarray": "np.ndarray",
  "numpy.random.Generator": "np.random.Generator",
};

/** A type annotation and the import that it needs. */
export interface Annotation {
  readonly text: string;
  readonly imports: readonly string[];
}

const ANY: Annotation = { text: "Any", imports: ["from typing import Any"] };

/**
 * The annotation for a dotted type. Only what is sure to be importable is named: builtins, and what `imported` knows
 * (dotted path of a class, or name of a library with a usual alias -> import statement).
 */
export function annotate(type: string | null, imported: ReadonlyMap<string, string>): Annotation {
  if (type === null) return ANY;
  if (type === "none") return { text: "None", imports: [] };
  if (type.startsWith("builtins.")) {
    const name = type.slice("builtins.".length);
    const [base = ""] = name.split("[");
    const parts = name.slice(base.length).match(/\w[\w.]*/g) ?? [];
    const isPlain = parts.every((part) => BUILTINS.has(part.replace(/^builtins\./, "")));
    return BUILTINS.has(base) ? { text: isPlain ? name.replaceAll("builtins.", "") : base, imports: [] } : ANY;
  }
  const usual = USUAL_TYPES[type];
  const statement = imported.get(usual === undefined ? type : topLevel(type));
  return statement === undefined ? ANY : { text: usual ?? lastName(type), imports: [statement] };
}
