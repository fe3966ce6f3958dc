import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { manifestPath } from "./project-files.ts";

/** Where a notebook in a folder finds its files: there, or, if it is the copy in a project of ours, in the project's folder of data. */
export function dataFolder(folder: string): string {
  const isCopy = basename(folder) === "notebooks" && existsSync(join(dirname(folder), manifestPath));
  return isCopy ? join(dirname(folder), "files") : folder;
}
