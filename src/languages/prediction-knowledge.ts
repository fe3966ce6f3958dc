/**
 * What code that predicts calls, and what of it looks at each row by itself: `languages/<language>/prediction-calls.ts`. It
 * is data, so that a stranger can extend it. Methods go by their names alone, for they are asked of values that come from a table.
 */
export interface PredictionKnowledge {
  /** Methods of a fitted model: those that predict, that say how good it is, that make features, and that fit. */
  readonly predict: readonly string[];
  readonly judge: readonly string[];
  readonly transform: readonly string[];
  readonly fit: readonly string[];
  readonly fitTransform: readonly string[];
  /** Types of tables, and of all values that have rows or may: a comparison of columns is no `bool`. */
  readonly tables: readonly string[];
  readonly rowTypes: readonly string[];
  /** What gives a value of each row that depends on this row only. Functions by their dotted path. */
  readonly each: {
    readonly methods: readonly string[];
    readonly functions: readonly string[];
    readonly attributes: readonly string[];
  };
  /** Methods that give one value for all rows, or one for each group; not with this argument. */
  readonly whole: { readonly methods: readonly string[]; readonly unless: string };
  /** Functions that put values side by side when they are told so by an argument: `concat([a, b], axis=1)`. */
  readonly beside: readonly { readonly function: string; readonly argument: string; readonly equals: number }[];
  /** Functions that make a column for each value, but for calls with these arguments; and how to get the columns that there were. */
  readonly spread: {
    readonly functions: readonly string[];
    readonly unless: readonly string[];
    readonly align: string;
  };
  /** Attributes of a table that are no columns. */
  readonly notColumns: readonly string[];
  /** Methods that give some of the rows. */
  readonly some: readonly string[];
  /** Functions that give two parts of each argument: `a, b, c, d = split(x, y)`. */
  readonly split: readonly string[];
  /** Removing columns: methods with `axis` or `columns`, a method that also gives the column, and how to say it in other words. */
  readonly drop: { readonly method: string; readonly pop: string; readonly unlessThere: string };
}
