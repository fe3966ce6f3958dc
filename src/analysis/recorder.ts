import type { Span } from "../base/spans.ts";
import type { FunctionFacts } from "../languages/facts.ts";
import type { Effect, Evidence } from "./types.ts";
import type { Node, Value } from "./values.ts";

/** A change of objects in place, as it was met. */
export interface NodeUpdate {
  readonly nodes: readonly Node[];
  readonly certain: boolean;
  readonly evidence: Evidence;
  readonly by: string;
  readonly labels: boolean;
  readonly span: Span;
}

/** What one statement does, gathered while it is walked. */
export interface Recorder {
  readonly updates: NodeUpdate[];
  readonly effects: Effect[];
  /** Settings of which it may read some (`plt.rcParams["figure.dpi"]`). */
  readonly settingsRead: Set<string>;
  /** Names bound by functions that the statement calls. */
  readonly bound: { readonly name: string; readonly value: Value; readonly certain: boolean; readonly span: Span }[];
  /** Value of the last expression that was evaluated for itself. */
  shown: Value | null;
  /**
   * Names of the notebook that text constants mention where the library reads names from text (`df.query("a > @b")`); `within`
   * is the function that the statement calls and that does it.
   */
  readonly mentioned: { readonly name: string; readonly span: Span; readonly within: FunctionFacts | null }[];
}

/** A recorder at the start of a statement. */
export function emptyRecorder(): Recorder {
  return { updates: [], effects: [], settingsRead: new Set(), bound: [], shown: null, mentioned: [] };
}
