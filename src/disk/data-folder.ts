import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { manifestPath } from "./project-files.ts";

/** What a project keeps for the copies of its notebooks. */
export interface KeptFiles {
  /** The folder of all data. */
  readonly files: string;
  /** Where the notebook works, from there: `""`, or folders in which paths that lead upwards stay inside. */
  readonly workdir: string;
  /** Modules that lay beside the notebook: files and folders. */
  readonly modules: readonly string[];
}

/** What the project has of which the notebooks in this folder are copies; null where they are none. */
export function keptFiles(folder: string): KeptFiles | null {
  const project = dirname(folder);
  if (basename(folder) !== "notebooks" || !existsSync(join(project, manifestPath))) return null;
  const sources = namesIn(join(project, "src"));
  const tables = sources.map((name) => ({ name, text: textOf(join(project, "src", name, "pipeline.py")) }));
  const own = tables.find(({ text }) => /^WORKDIR = /m.test(text));
  const workdir = /^WORKDIR = "files\/(.*)"$/m.exec(own?.text ?? "")?.[1] ?? "";
  const modules = sources.filter((name) => name !== own?.name && !/^[._]|\.egg-info$/.test(name));
  return { files: join(project, "files"), workdir, modules: modules.map((name) => join(project, "src", name)) };
}

/** Where a notebook in a folder finds its files: there, or, if it is the copy in a project of ours, in the project's folder of data. */
export function dataFolder(folder: string): string {
  const kept = keptFiles(folder);
  return kept === null ? folder : join(kept.files, kept.workdir);
}

function textOf(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

function namesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}
