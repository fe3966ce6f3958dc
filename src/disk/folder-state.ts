import { accessSync, constants, existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

/** What can be done with a folder. */
export interface FolderState {
  readonly exists: boolean;
  /** It can be written, or made when it is not there. */
  readonly isWritable: boolean;
  /** Of all files below it. */
  readonly bytes: number;
}

/** Looks at a folder of our own, as a cache; changes nothing. */
export function folderState(folder: string): FolderState {
  const exists = existsSync(folder);
  let nearest = folder;
  while (!existsSync(nearest) && dirname(nearest) !== nearest) nearest = dirname(nearest);
  return { exists, isWritable: isWritableFolder(nearest), bytes: exists ? bytesBelow(folder) : 0 };
}

function isWritableFolder(path: string): boolean {
  try {
    accessSync(path, constants.W_OK | constants.X_OK);
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** Files may go while we look. */
function bytesBelow(folder: string): number {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
      .map((name) => statSync(join(folder, name), { throwIfNoEntry: false }))
      .reduce((sum, stat) => sum + (stat?.isFile() ? stat.size : 0), 0);
  } catch {
    return 0;
  }
}
