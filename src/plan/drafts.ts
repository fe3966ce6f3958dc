import type { StatementId } from "../analysis/types.ts";
import type { Certainty, Output } from "./types.ts";

/** A step before it has a name. */
export interface Draft {
  readonly title: string;
  readonly description: string;
  readonly cells: readonly number[];
  /** Own statements that stay in the body, in order. */
  readonly statements: readonly StatementId[];
  readonly previous: readonly string[];
  readonly options: { readonly [name: string]: string };
}

/** A value that a draft takes in. */
export interface Link {
  /** Index of the draft that gives it. */
  readonly from: number;
  readonly definition: StatementId;
  readonly use: StatementId;
  readonly certainty: Certainty;
}

/** What crosses the border of one draft. */
export interface Connection {
  readonly inputs: Map<string, Link>;
  readonly outputs: Map<string, Output["why"]>;
  readonly parameters: Set<string>;
  /** Statements of other steps repeated at the top, in the notebook's order. */
  readonly replays: Set<StatementId>;
  /** Names taken from imports and from the shared module, with the binding statement. */
  readonly imports: Map<string, StatementId>;
  readonly lifted: Map<string, StatementId>;
}
