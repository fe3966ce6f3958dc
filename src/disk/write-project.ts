import { mkdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { Failure } from "../diagnostics/failure.ts";
import { errorCode, withFailures } from "./fs-failure.ts";
import { finishWrite, startWrite } from "./journal.ts";
import { removeLeftovers, temporaryName } from "./leftovers.ts";
import { type FileChange, planWrite } from "./plan-write.ts";
import { type ProjectFile, type ProjectFiles, withManifest } from "./project-files.ts";
import { targetState } from "./target-state.ts";
import { writeFiles } from "./write-files.ts";

/** How a project is written. */
export interface WriteOptions {
  /** Only say what would be done, failures included. */
  readonly dryRun?: boolean;
  /** Whether files that we wrote before, and that nobody changed since, may be replaced and removed. */
  readonly overwriteOwn?: boolean;
}

/** What was done, or would be done: paths within the target, sorted. */
export interface WrittenProject {
  readonly target: string;
  readonly created: readonly string[];
  readonly replaced: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: readonly string[];
}

/**
 * Writes a project into a folder, wholly or not at all. A new folder is written beside its place and renamed. Into a
 * folder that is there, files are staged, and put in their places after the point of no return; a run that is killed
 * after it is completed by the next one. Files that we did not write, or that were changed, are never touched.
 *
 * Failures: `target-not-empty`, `target-is-file`, `link-in-target`, `reserved-name`, `no-permission`, `disk-full`,
 * `target-busy`, `unfinished-write`.
 */
export function writeProject(project: ProjectFiles, target: string, options: WriteOptions = {}): WrittenProject {
  const files = withManifest(project);
  const folder = resolve(target);
  return withFailures(target, () => {
    const state = targetState(folder, target);
    if (options.dryRun !== true) removeLeftovers(folder, state);
    if (state !== "absent") {
      finishWrite(folder, target, options.dryRun === true);
      return update(files, folder, target, options);
    }
    if (options.dryRun !== true) create(files, folder, target);
    return { target, created: sortedPaths(files), replaced: [], removed: [], unchanged: [] };
  });
}

/** Completes a write into `target` that was interrupted after its point of no return. True when there was one. */
export function recoverProject(target: string): boolean {
  const folder = resolve(target);
  return withFailures(target, () => targetState(folder, target) !== "absent" && finishWrite(folder, target, false));
}

function create(files: readonly ProjectFile[], folder: string, target: string): void {
  mkdirSync(dirname(folder), { recursive: true });
  const staging = join(dirname(folder), temporaryName(`.${basename(folder)}`));
  try {
    mkdirSync(staging);
    writeFiles(staging, files);
    renameSync(staging, folder);
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    if (!["ENOTEMPTY", "EEXIST", "ENOTDIR"].includes(errorCode(error) ?? "")) throw error;
    throw new Failure("target-busy", `Something else was written to ${target} at the same time.`, "Run again.");
  }
}

function update(files: readonly ProjectFile[], folder: string, target: string, options: WriteOptions): WrittenProject {
  const changes = planWrite(files, folder, target, options.overwriteOwn === true);
  const isChange = changes.some(({ before, after }) => before !== after);
  if (isChange && options.dryRun !== true) {
    startWrite(folder, target, changes, files);
    finishWrite(folder, target, false);
  }
  return { target, ...summaryOf(changes) };
}

/** Changes by what becomes of the files. */
export function summaryOf(changes: readonly FileChange[]): Omit<WrittenProject, "target"> {
  const paths = (isMeant: (change: FileChange) => boolean) => sortedPaths(changes.filter(isMeant));
  return {
    created: paths(({ before }) => before === null),
    replaced: paths(({ before, after }) => before !== null && after !== null && before !== after),
    removed: paths(({ after }) => after === null),
    unchanged: paths(({ before, after }) => before === after),
  };
}

function sortedPaths(files: readonly { readonly path: string }[]): string[] {
  return files.map(({ path }) => path).sort();
}
