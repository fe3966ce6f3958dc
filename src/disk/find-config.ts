import { join } from "node:path";
import { isFile } from "./file-kind.ts";
import { foldersAbove } from "./folders-above.ts";
import { readText } from "./read-file.ts";

/** The text of a configuration file, and where it is. */
export interface ConfigFile {
  readonly folder: string;
  /** Its name: `pyproject.toml`. */
  readonly file: string;
  readonly text: string;
}

/** Files that may hold a configuration, in a folder and those above it, nearest first; in a folder in the order of `names`. A pipe of such a name is none. Each is read when it is asked for. */
export function* configFiles(folder: string, names: readonly string[]): Generator<ConfigFile, void> {
  for (const at of foldersAbove(folder))
    for (const file of names) if (isFile(join(at, file))) yield { folder: at, file, text: configText(join(at, file)) };
}

/** The text of a configuration file. Fails with `too-large` where nobody can have written it. */
export function configText(path: string): string {
  return readText(path, { limit: 2_000_000, hint: "A configuration is small; name another one with `--config`." });
}
