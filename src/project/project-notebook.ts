import type { JoinedPlan } from "../plan/several/types.ts";

/** File names of the notebooks that a project keeps. */
export function fileNames(notebooks: readonly ProjectNotebook[]): readonly string[] {
  return notebooks.flatMap(({ file }) => file?.name ?? []);
}

/** One notebook of a project: its plan, and its file as the project keeps it. */
export interface ProjectNotebook extends JoinedPlan {
  /** Its copy in the folder `notebooks`; null where the project keeps none. */
  readonly file: { readonly name: string; readonly text: string } | null;
  /** First line of the modules that hold its code. */
  readonly header: string;
}
