import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { Failure } from "../diagnostics/failure.ts";
import { withFailures } from "./fs-failure.ts";
import { manifestPath } from "./project-files.ts";
import { readText } from "./read-file.ts";

/** What a generated project says about itself. */
export interface GeneratedProject {
  readonly folder: string;
  /** The notebook that it was made of, in the project. */
  readonly notebook: string;
  /** How its steps were found, where the manifest says so. */
  readonly by: string | null;
}

/** Reads a generated project. Failures: `not-a-project`, and those of reading. */
export function readGenerated(path: string): GeneratedProject {
  const folder = resolve(path);
  const manifest = join(folder, manifestPath);
  const hint = "Give the folder that `cellwright convert` wrote.";
  if (!existsSync(manifest)) throw new Failure("not-a-project", `${path} is not a project of Cellwright.`, hint);
  const notebooks = withFailures(join(folder, "notebooks"), () => readdirSync(join(folder, "notebooks")));
  const notebook = notebooks.sort().find((name) => /\.(ipynb|py)$/.test(name) && name !== "explore.ipynb");
  if (notebook === undefined)
    throw new Failure("not-a-project", `${path} holds no notebook.`, "Name it with --notebook.");
  return { folder, notebook: join(folder, "notebooks", notebook), by: recordedGrouping(readText(manifest)) };
}

function recordedGrouping(text: string): string | null {
  try {
    const { options } = JSON.parse(text) as { options?: { by?: unknown } };
    return typeof options?.by === "string" ? options.by : null;
  } catch {
    return null;
  }
}
