import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../diagnostics/failure.ts";
import { errorCode } from "./fs-failure.ts";
import { contentHash, manifestPath, type ProjectFile } from "./project-files.ts";
import { readManifest } from "./read-manifest.ts";
import { checkLinks, targetState } from "./target-state.ts";

/** What happens to one file: SHA-256 of its content before and after, null where there is no file. */
export interface FileChange {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What stands at a path: no file, a file by its SHA-256, or something else (a folder, a link). */
type Found = string | null | "other";

/**
 * What writing `files` into a folder that is there changes. Throws `target-not-empty` when that would touch a file that
 * we did not write, or that was changed since. A file of ours that was deleted is written again.
 */
export function planWrite(
  files: readonly ProjectFile[],
  folder: string,
  target: string,
  overwriteOwn: boolean,
): FileChange[] {
  const written = writtenHashes(folder);
  if (targetState(folder, target) === "filled" && (written === null || !overwriteOwn))
    throw notEmpty(target, written !== null);
  const own = written ?? new Map<string, string>();
  const paths = new Set([...own.keys(), ...files.map(({ path }) => path)]);
  return changesOf(files, paths, own, folder, target);
}

/** What writing `files` into a project changes, when its other files stay but for the `removed`. Throws as above. */
export function planAddition(
  files: readonly ProjectFile[],
  own: ReadonlyMap<string, string>,
  folder: string,
  target: string,
  removed: readonly string[] = [],
): FileChange[] {
  return changesOf(files, new Set([...files.map(({ path }) => path), ...removed]), own, folder, target);
}

function changesOf(
  files: readonly ProjectFile[],
  paths: ReadonlySet<string>,
  own: ReadonlyMap<string, string>,
  folder: string,
  target: string,
): FileChange[] {
  const wanted = new Map(files.map(({ path, content }) => [path, contentHash(content)]));
  const changes: FileChange[] = [];
  const foreign: string[] = [];
  for (const path of paths) {
    checkLinks(folder, path, target);
    const before = found(join(folder, path));
    const after = wanted.get(path) ?? null;
    const isKnown = before === null || before === after || before === own.get(path);
    if (isKnown || (path === manifestPath && before !== "other")) changes.push({ path, before, after });
    else foreign.push(path);
  }
  if (foreign.length > 0) throw changedByUser(target, foreign);
  return changes.filter(({ before, after }) => before !== null || after !== null);
}

/** The files that the manifest lists with their SHA-256; null when there is none, or it is not as we write it. */
function writtenHashes(folder: string): ReadonlyMap<string, string> | null {
  return found(join(folder, manifestPath)) === "other" ? null : (readManifest(folder)?.files ?? null);
}

/** What stands at a path. */
export function found(path: string): Found {
  try {
    return lstatSync(path).isFile() ? contentHash(readFileSync(path)) : "other";
  } catch (error) {
    const code = errorCode(error);
    if (code === "ENOENT") return null;
    // A part of the path is a file.
    if (code === "ENOTDIR") return "other";
    throw error;
  }
}

function notEmpty(target: string, isOurs: boolean): Failure {
  if (!isOurs) {
    return new Failure("target-not-empty", `${target} already holds files.`, "Choose a folder that is new or empty.");
  }
  const message = `${target} already holds a project.`;
  return new Failure("target-not-empty", message, "Choose another folder, or ask for its files to be overwritten.");
}

function changedByUser(target: string, paths: readonly string[]): Failure {
  const shown = paths.slice(0, 5).join(", ");
  const more = paths.length > 5 ? ` and ${paths.length - 5} more` : "";
  return new Failure(
    "target-not-empty",
    `${target} holds files that were changed or added by hand and would be lost: ${shown}${more}.`,
    "Move these files away, or choose another folder.",
  );
}
