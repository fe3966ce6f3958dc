import { existsSync } from "node:fs";
import { join } from "node:path";
import { foldersAbove } from "./folders-above.ts";
import { readText } from "./read-file.ts";

/** The text of a configuration file, and where it is. */
export interface ConfigFile {
  readonly folder: string;
  /** Its name: `pyproject.toml`. */
  readonly file: string;
  readonly text: string;
}

/** Files that may hold a configuration, in a folder and those above it, nearest first; in a folder in the order of `names`. Each is read when it is asked for. */
export function* configFiles(folder: string, names: readonly string[]): Generator<ConfigFile, void> {
  for (const at of foldersAbove(folder))
    for (const file of names)
      if (existsSync(join(at, file))) yield { folder: at, file, text: readText(join(at, file)) };
}
