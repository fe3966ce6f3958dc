import { basename, dirname, join, resolve } from "node:path";
import { textConstants } from "../analysis/text-constants.ts";
import type { Analysis } from "../analysis/types.ts";
import { keptFiles } from "../disk/data-folder.ts";
import { findLocalFiles } from "../disk/local-files.ts";
import { writeFiles } from "../disk/write-files.ts";
import type { Notebook } from "../notebook/types.ts";

/** What a run of a notebook gets copies of besides its own folder. */
export interface FilesAround {
  /** A folder with files from around the notebook's folder; null when it needs none. */
  readonly around: string | null;
  /** Where the copy of `folder` lies among the copies of `around`. */
  readonly workdir: string;
  /** Modules from elsewhere that the notebook finds beside it: files and folders. */
  readonly modules: readonly string[];
}

/**
 * Data that the notebook names above its own folder, copied below `work` to where a copy of the notebook's folder finds it. For the
 * copy of a notebook in a project: the data and modules that the project keeps for it.
 */
export function filesAround(work: string, notebook: Notebook, analysis: Analysis): FilesAround {
  const folder = dirname(resolve(notebook.path));
  const kept = keptFiles(folder);
  if (kept !== null) return { around: kept.files, workdir: kept.workdir, modules: kept.modules };
  const { files, workdir } = findLocalFiles(
    folder,
    new Map(),
    textConstants(analysis),
    new Set([basename(notebook.path)]),
  );
  if (workdir === "files") return { around: null, workdir: "", modules: [] };
  writeFiles(join(work, "around"), files);
  return { around: join(work, "around", "files"), workdir: workdir.slice("files/".length), modules: [] };
}
