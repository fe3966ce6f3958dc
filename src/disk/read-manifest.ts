import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isObject, type JsonObject } from "../base/json.ts";
import { errorCode } from "./fs-failure.ts";
import { isInside, manifestPath, type ProjectOptions } from "./project-files.ts";

/** What the manifest of a project says. */
export interface ProjectManifest {
  /** The files that we wrote, each with the SHA-256 of its content. */
  readonly files: ReadonlyMap<string, string>;
  /** How the steps were found, where it says so. */
  readonly by: string | null;
  /** Path of the trace that the plan used; null when it used none. */
  readonly trace: string | null;
  /** Path of the notebook's copy; null where it does not say so. */
  readonly notebook: string | null;
  readonly options: ProjectOptions;
}

/** Reads the manifest of the project in `folder`; null when there is none, or it is not as we write it. */
export function readManifest(folder: string): ProjectManifest | null {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, manifestPath), "utf8"));
    return isObject(manifest) ? manifestOf(manifest) : null;
  } catch (error) {
    if (error instanceof SyntaxError || ["ENOENT", "ENOTDIR", "EISDIR"].includes(errorCode(error) ?? "")) return null;
    throw error;
  }
}

function manifestOf({ files, trace, notebook, options }: JsonObject): ProjectManifest | null {
  if (!isObject(files)) return null;
  const entries = Object.entries(files);
  const isOurs = entries.every(([path, hash]) => isInside(path) && path !== manifestPath && typeof hash === "string");
  if (!isOurs) return null;
  const { by, targets, style, io } = isObject(options) ? options : {};
  return {
    files: new Map(entries as [string, string][]),
    by: typeof by === "string" ? by : null,
    trace: typeof trace === "string" && isInside(trace) ? trace : null,
    notebook: typeof notebook === "string" && isInside(notebook) ? notebook : null,
    options: {
      targets: Array.isArray(targets) ? targets.filter((one) => typeof one === "string") : [],
      style: style === "production" ? "production" : "minimal",
      ...(io === "dynamicio" || io === "kedro" ? { io } : {}),
    },
  };
}
