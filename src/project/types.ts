import type { Runner } from "./runner.ts";

/** A file of a project, in memory. */
export interface ProjectFile {
  /** Relative, with `/`, inside the project. */
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** A file to take over from beside the notebook. */
export interface ProjectCopy {
  /** Path relative to the notebook's folder, as the notebook names it. */
  readonly from: string;
  /** Relative, with `/`, inside the project. */
  readonly path: string;
}

/** What is written, exactly: a project as data. */
export interface Project {
  /** Name of the Python package. */
  readonly package: string;
  readonly files: readonly ProjectFile[];
  readonly copies: readonly ProjectCopy[];
  /** What runs its steps. */
  readonly runner: Runner;
  /** Why the small runner does not do for it; none where that is its runner. */
  readonly beyondSmall: readonly string[];
}
