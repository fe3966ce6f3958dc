import type { JoinedPlan } from "../plan/several/types.ts";

/** One notebook of a project: its plan, and its file as the project keeps it. */
export interface ProjectNotebook extends JoinedPlan {
  /** Its name in the folder `notebooks`. */
  readonly fileName: string;
  readonly text: string;
  /** First line of the modules that hold its code. */
  readonly header: string;
}
