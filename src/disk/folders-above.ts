import { dirname, resolve } from "node:path";

/** Farther up, a folder has nothing to do with a notebook. */
const MOST_LEVELS = 8;

/** A folder and those above it, nearest first. */
export function foldersAbove(folder: string): readonly string[] {
  const folders = [resolve(folder)];
  for (let at = folders[0] as string; folders.length < MOST_LEVELS && dirname(at) !== at; at = dirname(at))
    folders.push(dirname(at));
  return folders;
}
