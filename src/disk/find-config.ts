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

/** Files that may hold a configuration, in a folder and those above it, nearest first; in a folder in the order of `names`. */
export function configFiles(folder: string, names: readonly string[]): readonly ConfigFile[] {
  return foldersAbove(folder).flatMap((at) =>
    names
      .filter((file) => existsSync(join(at, file)))
      .map((file) => ({ folder: at, file, text: readText(join(at, file)) })),
  );
}
