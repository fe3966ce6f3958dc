import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { Failure } from "../diagnostics/failure.ts";
import { withFailures } from "./fs-failure.ts";
import { isInside, manifestPath } from "./project-files.ts";
import { readText } from "./read-file.ts";

/** What a generated project says about itself. */
export interface GeneratedProject {
  readonly folder: string;
  /** The notebook that it was made of, in the project. */
  readonly notebook: string;
  /** How its steps were found, where the manifest says so. */
  readonly by: string | null;
  /** The trace that its plan used, in the project; null when it used none. */
  readonly trace: string | null;
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
  const { by, trace } = recorded(readText(manifest));
  return { folder, notebook: join(folder, "notebooks", notebook), by, trace: trace && join(folder, trace) };
}

function recorded(text: string): Pick<GeneratedProject, "by" | "trace"> {
  try {
    const { options, trace } = JSON.parse(text) as { options?: { by?: unknown }; trace?: unknown };
    return {
      by: typeof options?.by === "string" ? options.by : null,
      trace: typeof trace === "string" && isInside(trace) ? trace : null,
    };
  } catch {
    return { by: null, trace: null };
  }
}
