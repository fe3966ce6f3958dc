import type { Span } from "../base/spans.ts";

/** Where one more item can be written at the end of a list of arguments or parameters. */
export interface Slot {
  /** Offset in the code. */
  readonly at: number;
  /** What the list holds before that place: nothing, items, or items and a comma. */
  readonly after: "nothing" | "item" | "comma";
  /** Something follows that must stay last: `**options`. */
  readonly isInner: boolean;
  /** Where a bracket must be opened that is closed at `at`: a lone generator expression has none of its own. */
  readonly opens?: number;
}

/** A call of a name of the notebook by that name, wherever in the statement: `f(...)`. */
export interface NamedCall {
  readonly name: string;
  /** Of the name. */
  readonly span: Span;
  readonly slot: Slot;
  /** How many arguments it gives by position; null when some are spread or given by keyword. */
  readonly positional: number | null;
  /** Arguments given by keyword; `**` for spread ones. */
  readonly keywords: readonly string[];
  /** Inside the body of a function, lambda or method. */
  readonly deferred: boolean;
  /** Locals of the functions, classes and comprehensions around it: names that may mean something else there. */
  readonly hides: readonly string[];
}

/** A name of the notebook that is given to a function which only calls it: `map(f, xs)`. */
export interface PassedName {
  readonly name: string;
  readonly span: Span;
  readonly deferred: boolean;
  readonly hides: readonly string[];
}

/** A call inside of functions, lambdas or comprehensions whose text names variables of the notebook: `t.query("a > @limit")`. */
export interface TextCall {
  /** All names in the text, sorted. */
  readonly names: readonly string[];
  readonly slot: Slot;
  /** How many functions, lambdas, comprehensions and classes it stands in; at least 1. */
  readonly depth: number;
}
