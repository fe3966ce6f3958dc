import { dirname, resolve } from "node:path";
import { Failure } from "../../diagnostics/failure.ts";
import type { PlanningContext } from "../../pipeline.ts";
import type { Grouping } from "../../plan/types.ts";
import { notebookFileName } from "../../project/notebook-file-name.ts";
import { readTraceFile, type TraceInput } from "../read-trace-file.ts";

/** See {@link PlanningContext}. */
export type Models = NonNullable<PlanningContext["models"]>;

/** A notebook that is, or becomes, part of a project. */
export interface NotebookSource {
  readonly path: string;
  /** Its name in the folder `notebooks`. */
  readonly fileName: string;
  /** The folder with its data and modules; null where the project has copies of them. */
  readonly folder: string | null;
  /** How its steps are asked for. */
  readonly by: Grouping | null;
  readonly level: number | null;
  /** Tables are lifted out of its steps. */
  readonly catalog: boolean;
  /** Which of its values that predict are planned. */
  readonly models: Models;
  readonly trace: TraceInput | null;
  /** Not a notebook of the user's, but what `cellwright init` writes; the project keeps no copy, and calls it nothing. */
  readonly example?: { readonly title: string };
}

/** How a user asks for steps. */
export interface StepsWish {
  readonly by?: { readonly by: Grouping; readonly level: number | null };
  /** A file with what a run showed. */
  readonly trace?: string;
}

/** The notebooks that a user names, each with the folder that it lies in. Failures: `notebook-twice`, `trace-of-one`. */
export function namedSources(
  paths: readonly string[],
  { by, trace: tracePath }: StepsWish,
  isProduction: boolean,
): readonly NotebookSource[] {
  if (tracePath !== undefined && paths.length > 1)
    throw new Failure(
      "trace-of-one",
      "A trace is that of one notebook.",
      "Convert that one with --trace, then bring the others in: cellwright add NOTEBOOK PROJECT",
    );
  const trace = tracePath === undefined ? null : readTraceFile(tracePath);
  const sources = paths.map((path) => ({
    path,
    fileName: notebookFileName(path),
    folder: dirname(resolve(path)),
    by: by?.by ?? null,
    level: by?.level ?? null,
    catalog: isProduction,
    models: isProduction ? ("all" as const) : ("none" as const),
    trace,
  }));
  sources.forEach(({ path, fileName }, at) => {
    const other = sources.slice(0, at).find((one) => one.fileName.toLowerCase() === fileName.toLowerCase());
    if (other !== undefined) throw sameName(path, other.path);
  });
  return sources;
}

function sameName(path: string, other: string): Failure {
  return resolve(path) === resolve(other)
    ? new Failure("notebook-twice", `${path} is named twice.`, "Name each notebook once.")
    : new Failure(
        "notebook-twice",
        `${other} and ${path} have the same file name, and a project keeps its notebooks in one folder.`,
        "Rename one of them.",
      );
}
