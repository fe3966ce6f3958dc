import { lstatSync, mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { invariant } from "../base/invariant.ts";
import { Failure } from "../diagnostics/failure.ts";
import { errorCode } from "./fs-failure.ts";
import { pendingName, temporaryName } from "./leftovers.ts";
import { type FileChange, found } from "./plan-write.ts";
import { isInside, manifestPath, type ProjectFile } from "./project-files.ts";
import { checkLinks } from "./target-state.ts";
import { writeFiles } from "./write-files.ts";

/** Within a folder of staged files: the files, and what is to be done with them. */
const filesName = "files";
const journalName = "journal.json";

/**
 * Stages the changes in the target and passes the point of no return, which is one renaming: before it the target is
 * as it was, after it {@link finishWrite} can do the rest at any time.
 */
export function startWrite(
  folder: string,
  target: string,
  changes: readonly FileChange[],
  files: readonly ProjectFile[],
): void {
  const told = changes.filter(({ before, after }) => before !== after);
  const changed = new Set(told.map(({ path }) => path));
  const staging = join(folder, temporaryName());
  try {
    mkdirSync(staging);
    const staged = files.filter(({ path }) => changed.has(path));
    writeFiles(join(staging, filesName), staged);
    writeFileSync(join(staging, journalName), JSON.stringify({ changes: told }));
    renameSync(staging, join(folder, pendingName));
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    if (!["ENOTEMPTY", "EEXIST"].includes(errorCode(error) ?? "")) throw error;
    throw new Failure("target-busy", `Something else is being written to ${target}.`, "Run again when it is done.");
  }
}

/**
 * Puts staged files in their places and removes those that are no longer wanted, the manifest last. Can be interrupted
 * anywhere and done again. False when nothing is staged. Throws `unfinished-write` when a file was changed since, or
 * when there is something to do but only looking is allowed.
 */
export function finishWrite(folder: string, target: string, lookOnly: boolean): boolean {
  const pending = join(folder, pendingName);
  if (lstatSync(pending, { throwIfNoEntry: false }) === undefined) return false;
  if (lookOnly)
    throw unfinished(target, "An earlier write was interrupted and is not complete", "Run without dry run.");
  const changes = readJournal(join(pending, journalName));
  const ordered = [...changes].sort((one, other) => rank(one) - rank(other));
  const left = ordered.filter((change) => isLeft(change, folder, pending, target));
  for (const { path, after } of left) {
    const place = join(folder, path);
    if (after === null) removeFile(folder, path);
    else {
      mkdirSync(dirname(place), { recursive: true });
      renameSync(join(pending, filesName, path), place);
    }
  }
  rmSync(pending, { recursive: true, force: true });
  return true;
}

/** Removals first, so that a folder can take the place of a file; the manifest tells of the rest, so it comes last. */
function rank({ path, after }: FileChange): number {
  if (path === manifestPath) return 2;
  return after === null ? 0 : 1;
}

/** Whether the change is still to be done. */
function isLeft({ path, before, after }: FileChange, folder: string, pending: string, target: string): boolean {
  checkLinks(folder, path, target);
  const staged = lstatSync(join(pending, filesName, path), { throwIfNoEntry: false });
  const now = found(join(folder, path));
  if (after !== null && staged === undefined) return false;
  if (after === null && now === null) return false;
  if (now === before || now === after || now === null) return true;
  const hint = `Restore ${path}, or delete the folder ${target}/${pendingName} to keep the files as they are.`;
  throw unfinished(target, `An earlier write was interrupted, and ${path} was changed since`, hint);
}

function unfinished(target: string, message: string, hint: string): Failure {
  return new Failure("unfinished-write", `${message} (${target}).`, hint);
}

/** No journal in a folder of staged files means that it was being removed, when all was done. */
function readJournal(path: string): FileChange[] {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return [];
    throw error;
  }
  const { changes } = JSON.parse(text) as { changes: FileChange[] };
  for (const change of changes) invariant(isInside(change.path), `${change.path} of a journal is in the project`);
  return changes;
}

/** Removes a file, and the folders that this leaves empty. */
function removeFile(folder: string, path: string): void {
  rmSync(join(folder, path), { force: true });
  for (let parent = dirname(path); parent !== "."; parent = dirname(parent)) {
    try {
      rmdirSync(join(folder, parent));
    } catch {
      return;
    }
  }
}
