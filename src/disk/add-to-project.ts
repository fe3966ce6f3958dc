import { resolve } from "node:path";
import { Failure } from "../diagnostics/failure.ts";
import { withFailures } from "./fs-failure.ts";
import { finishWrite, startWrite } from "./journal.ts";
import { planAddition } from "./plan-write.ts";
import {
  contentHash,
  manifestPath,
  manifestText,
  type ProjectFile,
  type ProjectFiles,
  type ProjectOptions,
} from "./project-files.ts";
import { type ProjectManifest, readManifest } from "./read-manifest.ts";
import { summaryOf, type WrittenProject } from "./write-project.ts";

/**
 * Writes files into a project that we wrote, wholly or not at all; its other files stay, but for those of ours that are to
 * be `removed`. Files that we did not write, or that were changed, are never touched. The manifest says of notebooks what it said
 * before, unless there are other `places`.
 *
 * Failures: `not-a-project`, and those of `writeProject`.
 */
export function addToProject(
  added: readonly ProjectFile[],
  options: ProjectOptions,
  target: string,
  dryRun = false,
  removed: readonly string[] = [],
  places: NotebookPlaces | null = null,
): WrittenProject {
  const folder = resolve(target);
  return withFailures(target, () => {
    finishWrite(folder, target, dryRun);
    const manifest = readManifest(folder);
    if (manifest === null) throw notAProject(target);
    const hashes = new Map([
      ...manifest.files,
      ...added.map(({ path, content }) => [path, contentHash(content)] as const),
    ]);
    for (const path of removed) hashes.delete(path);
    const sorted = [...hashes].sort(([one], [other]) => (one < other ? -1 : 1));
    const text = manifestText({ files: Object.fromEntries(sorted), options, ...(places ?? placesOf(manifest)) });
    const files = [...added, { path: manifestPath, content: text }];
    const changes = planAddition(files, manifest.files, folder, target, removed);
    const isChange = changes.some(({ before, after }) => before !== after);
    if (isChange && !dryRun) {
      startWrite(folder, target, changes, files);
      finishWrite(folder, target, false);
    }
    return { target, ...summaryOf(changes) };
  });
}

/** Where the notebooks of a project are. */
export type NotebookPlaces = Pick<ProjectFiles, "trace" | "notebook" | "notebooks" | "isInitial">;

/** What the manifest says of the project's notebooks. */
function placesOf({ trace, notebook, notebooks, isInitial }: ProjectManifest): NotebookPlaces {
  if (notebooks !== null) return { notebooks, isInitial };
  return { ...(trace === null ? {} : { trace }), ...(notebook === null ? {} : { notebook }) };
}

/** What to say of a folder that is none of our projects. */
export function notAProject(path: string): Failure {
  const hint = "Give the folder that `cellwright convert` wrote.";
  return new Failure("not-a-project", `${path} is not a project of Cellwright.`, hint);
}
