import type { Analysis, StatementId } from "../analysis/types.ts";
import type { Connection, Draft } from "./drafts.ts";
import type { CellGroups } from "./group-cells.ts";
import type { PlanContext } from "./plan-context.ts";
import type { PlacedSettings } from "./settings.ts";
import type { Role } from "./types.ts";

/** All that is known when the steps are written down. */
export interface BuildState {
  readonly analysis: Analysis;
  readonly roles: readonly Role[];
  /** For each shared function that reads data: the names that it takes as parameters. */
  readonly added: ReadonlyMap<StatementId, ReadonlySet<string>>;
  readonly context: PlanContext;
  readonly groups: CellGroups;
  readonly head: readonly StatementId[];
  readonly drafts: readonly Draft[];
  readonly connections: readonly Connection[];
  readonly settings: PlacedSettings;
}
