import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { Failure } from "../diagnostics/failure.ts";
import { modulesBeside } from "../project/python/python-names.ts";
import { notAProject } from "./add-to-project.ts";
import { withFailures } from "./fs-failure.ts";
import type { ProjectOptions } from "./project-files.ts";
import { readText } from "./read-file.ts";
import { type ProjectManifest, readManifest } from "./read-manifest.ts";

/** A notebook in a project. */
export interface KeptNotebook {
  /** Its copy, and its trace where its plan used one: absolute paths. */
  readonly path: string;
  readonly trace: string | null;
  /** How its steps were asked for; `isRecorded` is false where nobody wrote that down. */
  readonly by: string | null;
  readonly level: number | null;
  readonly isRecorded: boolean;
  /** Whether tables were lifted out of its steps; null where nobody wrote that down. */
  readonly catalog: boolean | null;
}

/** What a generated project says about itself. */
export interface GeneratedProject {
  readonly folder: string;
  /** The notebooks that it is made of, in the order in which they were added. */
  readonly notebooks: readonly KeptNotebook[];
  /** Name of its Python package. */
  readonly package: string;
  /** Engines that have files in it, and how much it has around its steps. */
  readonly options: ProjectOptions;
  /** It began without a notebook. */
  readonly isInitial: boolean;
  /** Folder of the project in which its steps work. */
  readonly workdir: string;
  /** Modules beside its package. */
  readonly modules: readonly string[];
  /** Those that came with notebooks, as they are called in `src`. */
  readonly beside: readonly string[];
  /** Its steps take or give tables of a catalog. */
  readonly hasCatalog: boolean;
  /** Steps draw from the global random generators. */
  readonly draws: boolean;
  /** It says which of its values are models. */
  readonly hasModels: boolean;
  /** It keeps what its pipeline gives, for its own test. */
  readonly hasReferences: boolean;
}

/** Reads a generated project. Failures: `not-a-project`, and those of reading. */
export function readGenerated(path: string): GeneratedProject {
  const folder = resolve(path);
  const manifest = withFailures(folder, () => readManifest(folder));
  if (manifest === null) throw notAProject(path);
  const notebooks = keptNotebooks(manifest, folder);
  const lost = notebooks.find((one) => !existsSync(one.path));
  if (lost !== undefined || (notebooks.length === 0 && manifest.notebooks === null))
    throw new Failure(
      "not-a-project",
      lost === undefined ? `${path} holds no notebook.` : `${lost.path} is no longer there.`,
      "Put the notebook into the folder notebooks of the project.",
    );
  const runtime = [...manifest.files.keys()].find((file) => /^src\/\w+\/runtime\/table\.py$/u.test(file));
  if (runtime === undefined) throw notAProject(path);
  const name = runtime.split("/")[1] as string;
  const rows = join(folder, "src", name, "pipeline.py");
  const table = existsSync(rows) ? readText(rows) : "";
  return {
    folder,
    notebooks,
    package: name,
    options: manifest.options,
    hasModels: existsSync(join(folder, "src", name, "prediction.py")),
    hasReferences: hasReferences(folder),
    isInitial: manifest.isInitial,
    workdir: /^WORKDIR = "(.*)"$/m.exec(table)?.[1] ?? "files",
    modules: modulesIn(join(folder, "src"), name),
    beside: modulesBeside(manifest.files.keys(), name),
    draws: /\bdraws=True\b/.test(table),
    hasCatalog: /\b(sources=\[|sinks=\{)/.test(table),
  };
}

/** Whether the project in a folder keeps what its pipeline gives, for its own test. */
export function hasReferences(folder: string): boolean {
  return existsSync(join(folder, "tests", "references.json"));
}

function modulesIn(folder: string, own: string): readonly string[] {
  const names = withFailures(folder, () => readdirSync(folder)).map((name) => name.replace(/\.py$/, ""));
  return names.filter((name) => name !== own && !name.startsWith("_") && !name.includes(".")).sort();
}

function keptNotebooks({ notebooks, notebook, trace }: ProjectManifest, folder: string): readonly KeptNotebook[] {
  const inProject = (path: string | null) => path && join(folder, path);
  if (notebooks !== null)
    return notebooks.map((one) => ({
      ...one,
      path: join(folder, one.path),
      trace: inProject(one.trace),
      isRecorded: true,
    }));
  const only = notebook ?? notebookIn(folder);
  if (only === null) return [];
  return [
    { path: join(folder, only), trace: inProject(trace), by: null, level: null, isRecorded: false, catalog: null },
  ];
}

/** The notebook in a project whose manifest does not name it. */
function notebookIn(folder: string): string | null {
  const names = withFailures(join(folder, "notebooks"), () => readdirSync(join(folder, "notebooks")));
  const name = names.sort().find((one) => /\.(ipynb|py)$/.test(one) && one !== "explore.ipynb");
  return name === undefined ? null : `notebooks/${name}`;
}
