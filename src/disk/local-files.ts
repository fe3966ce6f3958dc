import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, posix, relative, resolve, sep } from "node:path";
import { isFile, isFolder } from "./file-kind.ts";

/** What lies beside a notebook and belongs to it. */
export interface LocalFiles {
  /** Copies for the project: modules below `src`, data below `files`. */
  readonly files: readonly { readonly path: string; readonly content: Uint8Array }[];
  /** Folder of the project in which relative paths of the notebook's code lead to the copies. */
  readonly workdir: string;
  /** Data that the notebook names and that is too large to copy. */
  readonly tooLarge: readonly string[];
}

/** Those of the texts that are relative paths of folders, in full; not further up than four folders. */
export function foldersNamed(folder: string, texts: readonly string[]): readonly string[] {
  const isName = (text: string) => text.length <= 300 && !/[\0\n*?]|^\/|^[A-Za-z]:|^\s*$/.test(text);
  const near = texts.filter((text) => isName(text) && levelsUp(text) <= HIGHEST);
  return near.map((text) => resolve(folder, text)).filter(isFolder);
}

/** Larger data is referred to, not copied. */
const LARGEST_COPY = 100_000_000;
const MOST_FILES = 2_000;
const HIGHEST = 4;
/** What libraries read from the folder in which they run, without the code naming it. */
const READ_BY_LIBRARIES = ["matplotlibrc"];

/**
 * Finds what is copied from beside a notebook: the `modules` that its code imports, each with its folder, and data. `texts` are the text constants
 * of the code: one that is the relative path of a file or folder counts as data, as does what libraries look for. Reads no further up than four folders.
 * `workdir` is that of a project which is there already; it stays if the data can be reached from there.
 */
export function findLocalFiles(
  folder: string,
  modules: ReadonlyMap<string, string>,
  texts: readonly string[],
  notebookNames: ReadonlySet<string>,
  known: string | null = null,
): LocalFiles {
  const files: { path: string; content: Uint8Array }[] = [];
  for (const [name, place] of [...modules].sort()) {
    const path = isFolder(join(place, name)) ? name : `${name}.py`;
    for (const file of filesBelow(join(place, path)))
      if (!/(^|\/)__pycache__\//.test(file))
        files.push({ path: posix.join("src", path, file), content: readFileSync(join(place, path, file)) });
  }
  const data = [...new Set([...texts, ...READ_BY_LIBRARIES])].filter((text) => isDataPath(folder, text, notebookNames));
  const named = [...new Set(data.flatMap((text) => [text, ...companions(folder, text)]))].sort();
  const up = Math.max(0, ...named.map(levelsUp));
  const isDeepEnough = known !== null && known.split("/").length > up;
  const workdir = isDeepEnough ? known : posix.join("files", ...trailOf(folder, up));
  const tooLarge: string[] = [];
  const taken = new Set(files.map((file) => file.path));
  for (const text of named) {
    const below = filesBelow(join(folder, text));
    const size = below.reduce((sum, file) => sum + statSync(join(folder, text, file)).size, 0);
    if (size > LARGEST_COPY || below.length > MOST_FILES) {
      tooLarge.push(text);
      continue;
    }
    for (const file of below) {
      const path = posix.join(workdir, text.split(sep).join("/"), file);
      if (taken.has(path)) continue;
      taken.add(path);
      files.push({ path, content: readFileSync(join(folder, text, file)) });
    }
  }
  if (files.every((file) => !file.path.startsWith(`${workdir}/`)))
    files.push({ path: `${workdir}/.gitkeep`, content: new Uint8Array() });
  return { files, workdir, tooLarge };
}

function isDataPath(folder: string, text: string, notebookNames: ReadonlySet<string>): boolean {
  if (
    text.length === 0 ||
    text.length > 300 ||
    /[\0\n*?]/.test(text) ||
    text.startsWith("/") ||
    /^[A-Za-z]:/.test(text)
  )
    return false;
  const path = resolve(folder, text);
  if (levelsUp(text) > HIGHEST || path === resolve(folder) || resolve(folder).startsWith(path + sep) || path === sep)
    return false;
  if (notebookNames.has(basename(path)) || basename(path).startsWith(".")) return false;
  return isFile(path) || isFolder(path);
}

/** Formats that keep one data set in several files of one name. */
const IN_PARTS = /\.(shp|hdr|mhd|tab|dcm|grib)$/i;

/** The other files of a data set that lies in several. */
function companions(folder: string, text: string): readonly string[] {
  if (!IN_PARTS.test(text)) return [];
  const stem = basename(text).replace(IN_PARTS, "");
  const names = readdirSync(dirname(resolve(folder, text))).filter((name) => name.startsWith(`${stem}.`));
  return names.map((name) => posix.join(posix.dirname(text), name)).filter((path) => isFile(join(folder, path)));
}

function levelsUp(text: string): number {
  const parts = posix.normalize(text).split("/");
  const first = parts.findIndex((part) => part !== "..");
  return first === -1 ? parts.length : first;
}

/** The last `count` folders of a path, outermost first. */
function trailOf(folder: string, count: number): readonly string[] {
  const trail: string[] = [];
  for (let at = resolve(folder); trail.length < count && dirname(at) !== at; at = dirname(at))
    trail.unshift(basename(at));
  return trail;
}

/** All files below a folder, relative to it with `/`; for a file, the empty text. Links are followed once, never out of it. */
function filesBelow(path: string): readonly string[] {
  if (isFile(path)) return [""];
  const found: string[] = [];
  const queue = [path];
  for (let at = queue.pop(); at !== undefined && found.length <= MOST_FILES; at = queue.pop()) {
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      const full = join(at, entry.name);
      if (entry.isDirectory()) queue.push(full);
      else if (entry.isFile()) found.push(relative(path, full).split(sep).join("/"));
    }
  }
  return found.sort();
}
