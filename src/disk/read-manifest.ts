import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isObject, type Json, type JsonObject } from "../base/json.ts";
import { Failure } from "../diagnostics/failure.ts";
import { errorCode } from "./fs-failure.ts";
import { isInside, MANIFEST_VERSION, manifestPath, type NotebookRecord, type ProjectOptions } from "./project-files.ts";

/** What the manifest of a project says. */
export interface ProjectManifest {
  /** The files that we wrote, each with the SHA-256 of its content. */
  readonly files: ReadonlyMap<string, string>;
  /** Path of the trace that the plan used; null when it used none. */
  readonly trace: string | null;
  /** Path of the notebook's copy; null where it does not say so. */
  readonly notebook: string | null;
  /** Its notebooks, where it is not made of exactly one; else null. */
  readonly notebooks: readonly NotebookRecord[] | null;
  /** It began without a notebook. */
  readonly isInitial: boolean;
  readonly options: ProjectOptions;
}

/**
 * Reads the manifest of the project in `folder`; null when there is none, or it is not as we write it. Failure: `newer-project`.
 */
export function readManifest(folder: string): ProjectManifest | null {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, manifestPath), "utf8"));
    return isObject(manifest) ? manifestOf(manifest) : null;
  } catch (error) {
    if (error instanceof SyntaxError || ["ENOENT", "ENOTDIR", "EISDIR"].includes(errorCode(error) ?? "")) return null;
    throw error;
  }
}

function manifestOf({
  version,
  files,
  trace,
  notebook,
  notebooks,
  isInitial,
  options,
}: JsonObject): ProjectManifest | null {
  if (typeof version === "number" && version > MANIFEST_VERSION)
    throw new Failure(
      "newer-project",
      "The project was written by a newer version of Cellwright.",
      "Bring Cellwright up to date: npm install -g cellwright",
    );
  if (!isObject(files)) return null;
  const entries = Object.entries(files);
  const isOurs = entries.every(([path, hash]) => isInside(path) && path !== manifestPath && typeof hash === "string");
  if (!isOurs) return null;
  const { targets, style, runner, io } = isObject(options) ? options : {};
  return {
    files: new Map(entries as [string, string][]),
    trace: typeof trace === "string" && isInside(trace) ? trace : null,
    notebook: typeof notebook === "string" && isInside(notebook) ? notebook : null,
    isInitial: isInitial === true,
    notebooks: Array.isArray(notebooks) ? notebooks.flatMap((one) => recordOf(one)) : null,
    options: {
      targets: Array.isArray(targets) ? targets.filter((one) => typeof one === "string") : [],
      style: style === "production" ? "production" : "minimal",
      ...(runner === "small" ? { runner } : {}),
      ...(io === "dynamicio" || io === "kedro" ? { io } : {}),
    },
  };
}

function recordOf(value: Json): readonly NotebookRecord[] {
  if (!isObject(value)) return [];
  const { path, by, level, catalog, trace } = value;
  if (typeof path !== "string" || !isInside(path)) return [];
  const isTrace = typeof trace === "string" && isInside(trace);
  return [
    {
      path,
      by: typeof by === "string" ? by : null,
      level: typeof level === "number" ? level : null,
      catalog: catalog === true,
      trace: isTrace ? trace : null,
    },
  ];
}
