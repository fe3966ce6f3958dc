import { createHash } from "node:crypto";
import { invariant } from "../base/invariant.ts";
import { Failure } from "../diagnostics/failure.ts";
import type { Io } from "../project/io/io.ts";
import type { Runner } from "../project/runner.ts";
import type { Style } from "../project/style.ts";

/** A file of a project that is to be written. */
export interface ProjectFile {
  /** From the project's folder, parts set apart by `/`. */
  readonly path: string;
  readonly content: string | Uint8Array;
  /** Permission bits; default 0o644. */
  readonly mode?: number;
}

/** A project as far as writing it goes. */
export interface ProjectFiles {
  readonly files: readonly ProjectFile[];
  /** Path of the trace that the plan used, one of `files`; absent when it used none. */
  readonly trace?: string;
  /** Path of the notebook's copy, one of `files`. */
  readonly notebook?: string;
  /** Instead of these two, where the project is not made of exactly one notebook. */
  readonly notebooks?: readonly NotebookRecord[];
  /** The project began without a notebook. */
  readonly isInitial?: boolean;
  readonly options?: ProjectOptions;
}

/** What a project keeps of each of its notebooks, in the order in which they were added. */
export interface NotebookRecord {
  /** Path of its copy. */
  readonly path: string;
  /** How its steps were asked for. */
  readonly by: string | null;
  readonly level: number | null;
  /** Tables were lifted out of its steps. */
  readonly catalog: boolean;
  /** Path of the trace that its plan used; null when it used none. */
  readonly trace: string | null;
}

/** Since this version manifests say it, and list notebooks. */
export const MANIFEST_VERSION = 2;

/** What a user chose for a project, and what writing it again keeps. */
export interface ProjectOptions {
  /** Engines with files in `orchestration`. */
  readonly targets: readonly string[];
  readonly style: Style;
  /** What runs its steps; the full runner where it does not say so. */
  readonly runner?: Runner;
  /** Who reads and writes its tables; pandas where it does not say so. */
  readonly io?: Io;
}

/** Lists the files that we wrote, so that we know them again. */
export const manifestPath = ".cellwright.json";

/** SHA-256 of content, in hexadecimal. */
export function contentHash(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** The files of a project with its manifest as the last one. */
export function withManifest(project: ProjectFiles): ProjectFile[] {
  checkPaths(project.files);
  const hashes = project.files.map(({ path, content }): [string, string] => [path, contentHash(content)]);
  const files = Object.fromEntries(hashes.sort(([one], [other]) => (one < other ? -1 : 1)));
  return [...project.files, { path: manifestPath, content: manifestText({ ...project, files }) }];
}

/** The text of a manifest. */
export function manifestText(manifest: Omit<ProjectFiles, "files"> & { readonly files: object }): string {
  const { files, trace, notebook, notebooks, isInitial = false, options } = manifest;
  const isUsual =
    options === undefined ||
    (options.targets.length === 0 && options.style === "minimal" && options.runner === undefined);
  const places = { ...(trace === undefined ? {} : { trace }), ...(notebook === undefined ? {} : { notebook }) };
  const listed =
    notebooks === undefined ? places : { version: MANIFEST_VERSION, ...(isInitial && { isInitial }), notebooks };
  const value = { files, ...listed, ...(isUsual ? {} : { options }) };
  return `${JSON.stringify(value, null, 2)}\n`;
}

/**
 * Paths that leave the folder, or come twice, are bugs of ours. Names that Windows does not allow may come from the
 * user's words, and are the failure `reserved-name`.
 */
function checkPaths(files: readonly ProjectFile[]): void {
  const taken = new Set([manifestPath]);
  const folders = new Set<string>();
  for (const { path } of files) {
    checkPath(path);
    const lower = path.toLowerCase();
    invariant(!taken.has(lower), `the project has the file ${path} once, whatever the case of its letters`);
    taken.add(lower);
    for (let at = lower.indexOf("/"); at !== -1; at = lower.indexOf("/", at + 1)) folders.add(lower.slice(0, at));
  }
  for (const folder of folders) invariant(!taken.has(folder), `${folder} is a file or a folder, not both`);
}

/** Throws for a path that must not be written. */
export function checkPath(path: string): void {
  invariant(isInside(path), `the path ${JSON.stringify(path)} stays in the project`);
  const name = path.split("/").find(isReserved);
  if (name === undefined) return;
  const message = `A file of the project would be called ${JSON.stringify(name)}, which Windows does not allow.`;
  throw new Failure("reserved-name", message, "Rename the step or the file that it comes from.");
}

/** Whether a path is relative, plain, and goes down only. */
export function isInside(path: string): boolean {
  if (path === "" || /[\\\0]/.test(path) || /^[A-Za-z]:\//.test(path)) return false;
  return path.split("/").every((part) => part !== "" && part !== "." && part !== "..");
}

function isReserved(name: string): boolean {
  const isDevice = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)/i.test(name.trim());
  return isDevice || /[<>:"|?*\p{Control}]/u.test(name) || /[. ]$/.test(name);
}
