import type { Span } from "../base/spans.ts";

/** Where the flow through a statement ends. */
export interface Reach {
  /** Set when no path comes to the end of the statement: it raises, or goes on for ever. */
  readonly stops?: true;
  /** Statements inside it, those in functions apart, that no path comes to: `if False:`. Absent when there are none. */
  readonly unreachable?: readonly Span[];
}
