import type { Analysis } from "../../analysis/types.ts";
import type { LiftedCode, NeededName, SeenTable, StepGraph } from "../types.ts";

/** One notebook of a project with its plan. */
export interface NotebookPlan {
  /** What the project calls the notebook: a Python identifier, unique in the project. */
  readonly label: string;
  readonly analysis: Analysis;
  readonly graph: StepGraph;
  /** Tables of which a traced run showed what they hold. */
  readonly tables: readonly SeenTable[];
}

/** Where the shared code of a notebook stands: modules of the package, without `.py`. */
export interface PlanModules {
  readonly functions: string;
  readonly settings: string;
  /** Names that another notebook defines by the same code, with the module that has it. */
  readonly borrowed: ReadonlyMap<string, string>;
  /** What stands in `functions`, and what that takes from elsewhere. */
  readonly own: Pick<LiftedCode, "statements" | "imports"> & { readonly lifted: readonly NeededName[] };
}

/** The plan of a notebook as a part of a project: names that clash with those of others are changed, orders added. */
export interface JoinedPlan extends NotebookPlan {
  readonly modules: PlanModules;
}
