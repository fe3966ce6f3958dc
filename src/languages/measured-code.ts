import type { Span } from "../base/spans.ts";

/** Code that its magic runs many times in a namespace of its own, to measure it (`%timeit`); one or more statements of a cell. */
export interface MeasuredCode extends Span {
  /** Where the code begins that is repeated; what stands before it sets up each measurement. */
  readonly bodyAt: number;
  /** How often a measurement runs the code; null: as often as takes long enough. */
  readonly number: number | null;
  /** How many measurements there are. */
  readonly repeat: number;
}

/** What is known of a statement that may be part of measured code. */
export interface Measured {
  /** The code that it is part of, with the names that this binds: none of the notebook's. */
  readonly measured?: MeasuredCode & { readonly names: readonly string[] };
}
