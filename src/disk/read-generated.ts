import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { Failure } from "../diagnostics/failure.ts";
import { notAProject } from "./add-to-project.ts";
import { withFailures } from "./fs-failure.ts";
import type { ProjectOptions } from "./project-files.ts";
import { readText } from "./read-file.ts";
import { readManifest } from "./read-manifest.ts";

/** What a generated project says about itself. */
export interface GeneratedProject {
  readonly folder: string;
  /** The notebook that it was made of, in the project. */
  readonly notebook: string;
  /** How its steps were found, where the manifest says so. */
  readonly by: string | null;
  /** The trace that its plan used, in the project; null when it used none. */
  readonly trace: string | null;
  /** Name of its Python package. */
  readonly package: string;
  /** Engines that have files in it, and how much it has around its steps. */
  readonly options: ProjectOptions;
  /** Its steps take or give tables of a catalog. */
  readonly hasCatalog: boolean;
  /** It says which of its values are models. */
  readonly hasModels: boolean;
}

/** Reads a generated project. Failures: `not-a-project`, and those of reading. */
export function readGenerated(path: string): GeneratedProject {
  const folder = resolve(path);
  const manifest = withFailures(folder, () => readManifest(folder));
  if (manifest === null) throw notAProject(path);
  const notebook = manifest.notebook ?? notebookIn(folder);
  if (notebook === null || !existsSync(join(folder, notebook)))
    throw new Failure("not-a-project", `${path} holds no notebook.`, "Name it with --notebook.");
  const { by, trace } = manifest;
  const table = [...manifest.files.keys()].find((file) => /^src\/\w+\/runtime\/table\.py$/u.test(file));
  if (table === undefined) throw notAProject(path);
  const name = table.split("/")[1] as string;
  const rows = join(folder, "src", name, "pipeline.py");
  return {
    folder,
    notebook: join(folder, notebook),
    by,
    trace: trace && join(folder, trace),
    package: name,
    options: manifest.options,
    hasModels: existsSync(join(folder, "src", name, "prediction.py")),
    hasCatalog: existsSync(rows) && /\b(sources=\[|sinks=\{)/.test(readText(rows)),
  };
}

/** The notebook in a project whose manifest does not name it. */
function notebookIn(folder: string): string | null {
  const names = withFailures(join(folder, "notebooks"), () => readdirSync(join(folder, "notebooks")));
  const name = names.sort().find((one) => /\.(ipynb|py)$/.test(one) && one !== "explore.ipynb");
  return name === undefined ? null : `notebooks/${name}`;
}
