import type { Declarations, DeclaredRequirement } from "../surroundings.ts";
import { readDeclarationFile } from "./declaration-files.ts";

/** Files that declare what a project needs: by their names, and by that of a folder for such. */
export const DECLARATION_FILE =
  /(?:^|\/)(?:requirements[\w.-]*\.(?:txt|in)|[\w.-]+[-_]requirements\.txt|environment[\w.-]*\.ya?ml|conda\.ya?ml|anaconda-project\.ya?ml|(?:pyproject|pixi)\.toml|setup\.(?:cfg|py)|Pipfile|(?:requirements|reqs)\/(?!readme|license)[\w.-]+\.(?:txt|in)|(?:environments?|envs|conda)\/(?!meta|conda_build)[\w.-]+\.ya?ml)$/i;
/** Files that say what the documentation needs: it may show the notebooks beside it, and is not all that they have. */
const OF_DOCUMENTATION = /(?:^|\/)docs?\/[^/]+$/;
/** Names of files that pin all that they leave open. */
export const LOCK_FILE =
  /^(uv\.lock|poetry\.lock|Pipfile\.lock|pdm\.lock|pixi\.lock|conda-lock\.ya?ml|pylock[\w.-]*\.toml|requirements[\w.-]*\.lock)$/;
/** Environments to choose from, each with its own Python. */
const ONE_OF_SEVERAL = /(?:^|\/)(?:environments?|envs|conda)\/[^/]+$/;

/**
 * Reads what files near a notebook declare: texts by path relative to its folder, nearest first. Null when there is no
 * such file, or when one leaves it to a program or to a file that is not there, so that what is declared is not known.
 */
export function readDeclarations(texts: ReadonlyMap<string, string>): Declarations | null {
  const files: string[] = [];
  const requirements: DeclaredRequirement[] = [];
  const projects = new Set<string>();
  let python: string | null = null;
  let isComplete = true;
  const included = new Set<string>();
  for (const [file, text] of texts) {
    const name = baseName(file);
    if (LOCK_FILE.test(name) || !(DECLARATION_FILE.test(file) || included.has(file))) continue;
    const found = readDeclarationFile(file, text);
    const isOwn = !OF_DOCUMENTATION.test(file);
    isComplete &&= found.isComplete || !isOwn;
    if (isOwn && !ONE_OF_SEVERAL.test(file)) python ??= found.python;
    if (found.project !== null) projects.add(found.project);
    for (const one of found.requirements) requirements.push({ ...one, file });
    for (const path of found.includes) {
      const at = beside(file, path);
      included.add(at);
      isComplete &&= texts.has(at) || !isOwn;
    }
    if (isOwn && (found.requirements.length > 0 || DECLARES.test(name))) files.push(file);
  }
  if (files.length === 0 || !isComplete) return null;
  return { files, requirements, isLocked: isLocked(texts), python, projects: [...projects] };
}

/** Files that are there to declare, even when they declare nothing. */
const DECLARES = /^(requirements.*|environment.*|conda\.ya?ml|Pipfile)$/;

function isLocked(texts: ReadonlyMap<string, string>): boolean {
  return [...texts.keys()].some((file) => LOCK_FILE.test(baseName(file)));
}

function baseName(path: string): string {
  return path.split("/").at(-1) ?? path;
}

/** A path that is relative to a file: `../b.txt` beside `x/a.txt` is `b.txt`. */
export function beside(file: string, path: string): string {
  const parts = file.split("/").slice(0, -1);
  for (const part of path.split("/")) {
    if (part === "..") {
      if (parts.length > 0 && parts.at(-1) !== "..") parts.pop();
      else parts.push("..");
    } else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}
