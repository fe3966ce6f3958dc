import type { CellFacts } from "./facts.ts";
import type { PredictionKnowledge } from "./prediction-knowledge.ts";

/** A kernel language as the other rooms see it. */
export interface Language {
  /** Kernel language in lower case: `python`. */
  readonly name: string;
  /** The facts of code cells. A broken cell spoils only itself. */
  readFacts(cells: readonly { readonly index: number; readonly source: string }[]): readonly CellFacts[];
  /** Names that are there without being defined. */
  readonly builtins: ReadonlySet<string>;
  /** Names that a step cannot have. */
  readonly reserved: ReadonlySet<string>;
  /** What code that predicts calls. */
  readonly prediction: PredictionKnowledge;
}
