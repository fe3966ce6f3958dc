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
  /** What gives a value of each row that depends on this row only. Functions by their dotted path. */
  readonly each: {
    readonly methods: readonly string[];
    readonly functions: readonly string[];
    readonly attributes: readonly string[];
  };
  /** What gives some of the rows, or the same in another order. */
  readonly some: { readonly methods: readonly string[] };
  /** A function that gives two parts of each argument: `a, b, c, d = split(x, y)`. */
  readonly split: readonly string[];
  /** Methods that remove columns, and their argument that says to go on when there is none. */
  readonly drop: { readonly methods: readonly string[]; readonly unlessThere: string };
}
