import { basename, dirname, join, resolve } from "node:path";
import { textConstants } from "../analysis/text-constants.ts";
import type { Analysis } from "../analysis/types.ts";
import { findLocalFiles } from "../disk/local-files.ts";
import { writeFiles } from "../disk/write-files.ts";
import type { Notebook } from "../notebook/types.ts";

/** Data that the notebook names above its own folder, copied below `work` to where a copy of the notebook's folder finds it. */
export function filesAround(
  work: string,
  notebook: Notebook,
  analysis: Analysis,
): { readonly around: string | null; readonly workdir: string } {
  const folder = dirname(resolve(notebook.path));
  const { files, workdir } = findLocalFiles(folder, [], textConstants(analysis), new Set([basename(notebook.path)]));
  if (workdir === "files") return { around: null, workdir: "" };
  writeFiles(join(work, "around"), files);
  return { around: join(work, "around", "files"), workdir: workdir.slice("files/".length) };
}
