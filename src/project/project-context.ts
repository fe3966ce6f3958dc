import type { PythonFormatter } from "./format-python.ts";
import type { Io } from "./io/io.ts";
import type { Dependency } from "./python/dependencies.ts";
import type { PythonNames } from "./python/python-names.ts";
import type { Renderer } from "./render-template.ts";
import type { Runner } from "./runner.ts";
import type { Style } from "./style.ts";
import type { ProjectCopy } from "./types.ts";

/** What generating needs beside the plans, however many notebooks there are. */
export type SharedContext = Omit<ProjectContext, "notebookText" | "notebookName"> & {
  /** First line of what says something of every notebook: that of `names` where there is only one. */
  readonly jointHeader?: string;
};

/** What generating needs beside the plan of one notebook. */
export interface ProjectContext {
  readonly package: string;
  readonly style: Style;
  /** What runs the steps; `auto`: the small one where it does. The full one, unless it says otherwise. */
  readonly runner?: Runner | "auto";
  /** Why it needs the full one, whatever its steps are. */
  readonly needsFull?: readonly string[];
  /** Who reads and writes the tables of the catalog; pandas, unless it says otherwise. */
  readonly io?: Io;
  readonly render: Renderer;
  readonly format: PythonFormatter;
  readonly names: PythonNames;
  readonly dependencies: readonly Dependency[];
  /** Version of the Python whose packages are pinned, as `3.12`; null when it is not known. */
  readonly pythonVersion: string | null;
  /** Modules of the full runner, and of the small one: path in the package -> text, copied as they are. */
  readonly runtime: ReadonlyMap<string, string>;
  readonly smallRuntime: ReadonlyMap<string, string>;
  /** Programs of the test of equivalence: path in `tests` -> text, copied as they are. */
  readonly tests: ReadonlyMap<string, string>;
  /** Rows of a step table that is there already say that steps draw from the global random generators. */
  readonly draws?: boolean;
  /** Code of the project runs commands of the system, or writes files, as cells of a notebook do. */
  readonly usesTerminal?: boolean;
  /** What its pipeline gives is kept with it, to be compared with. */
  readonly hasReferences?: boolean;
  /** Text of the notebook file, kept with the project, and its file name there. */
  readonly notebookText: string;
  readonly notebookName: string;
  readonly copies: readonly ProjectCopy[];
  /** Working directory of the steps inside the project. */
  readonly workdir: string;
}
