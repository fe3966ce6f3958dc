import type { Span } from "../base/spans.ts";
import type { Evidence } from "./types.ts";
import type { Given, Value } from "./values.ts";

/** A call to which library knowledge is applied. */
export interface Application {
  readonly self: Value;
  readonly given: readonly Given[];
  readonly span: Span;
  /** Dotted path of a function, or the name of a method. */
  readonly callee: string;
  readonly evidence: Evidence;
}
