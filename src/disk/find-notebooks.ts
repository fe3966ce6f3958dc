import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import createIgnore, { type Ignore } from "ignore";
import picomatch from "picomatch";
import { Failure } from "../diagnostics/failure.ts";
import { isFile } from "./file-kind.ts";
import { errorCode, withFailures } from "./fs-failure.ts";
import { readBytes } from "./read-file.ts";

/** Folders that hold copies and installed packages, not the user's notebooks. */
const leftOut = new Set(["node_modules", "__pycache__", "site-packages", "venv", "env"]);

/** Each path is compared with each pattern. */
const LARGEST_IGNORE = 500_000;
const IGNORE_HINT = "Make it shorter, or name the notebooks themselves.";

/** The patterns of one `.gitignore`, and the folder that they count from. */
interface IgnoreFile {
  readonly folder: string;
  readonly patterns: Ignore;
}

/**
 * The notebooks that arguments of the command line mean, each once, sorted. A file counts as it is. A folder stands for the
 * `.ipynb` files in it and below, a glob for those that match it: without hidden folders, virtual environments, linked folders,
 * what `.gitignore` files name, and what `isExcluded` says, which is asked of named files as well. Paths are as the arguments are: relative ones stay so.
 * Failures: `file-not-found`, `no-permission`.
 */
export function findNotebooks(
  named: readonly string[],
  isExcluded: (path: string, isNamed: boolean) => boolean,
): readonly string[] {
  const found = new Set<string>();
  for (const argument of named) {
    const isThere = existsSync(argument);
    const isNamed = isThere && !withFailures(argument, () => statSync(argument)).isDirectory();
    const paths = isNamed ? [argument] : isThere ? below(argument) : matching(argument);
    for (const path of paths) if (!isExcluded(path, isNamed)) found.add(path);
  }
  return [...found].sort();
}

function matching(pattern: string): readonly string[] {
  const { base, glob } = picomatch.scan(pattern.split(sep).join("/"));
  if (glob === "" || !existsSync(base === "" ? "." : base))
    throw new Failure("file-not-found", `${pattern} does not exist.`, "Check the path.");
  const isMatch = picomatch(pattern.split(sep).join("/").replace(/^\.\//, ""));
  return below(base === "" ? "." : base).filter((path) => isMatch(path.split(sep).join("/")));
}

function below(folder: string): readonly string[] {
  return withFailures(folder, () => walk(folder, ignoreFilesAbove(folder), true));
}

function walk(folder: string, above: readonly IgnoreFile[], isTop: boolean): readonly string[] {
  if (!isTop && existsSync(join(folder, "pyvenv.cfg"))) return [];
  const entries = entriesOf(folder, isTop);
  const own = entries.some(({ name }) => name === ".gitignore") ? ignoreFile(folder) : null;
  const ignores = own === null ? above : [...above, own];
  return entries.flatMap((entry): readonly string[] => {
    if (entry.name.startsWith(".")) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return leftOut.has(entry.name) || isIgnored(ignores, path, true) ? [] : walk(path, ignores, false);
    const isNotebook = entry.name.toLowerCase().endsWith(".ipynb") && isFile(path);
    return isNotebook && !isIgnored(ignores, path, false) ? [path] : [];
  });
}

function entriesOf(folder: string, isTop: boolean) {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.sort((one, other) => (one.name < other.name ? -1 : 1));
  } catch (error) {
    if (isTop || !["EACCES", "EPERM", "ENOENT"].includes(errorCode(error) ?? "")) throw error;
    return [];
  }
}

/** The ignore files of the repository that a folder is in, outermost first; none when it is in no repository. */
function ignoreFilesAbove(folder: string): readonly IgnoreFile[] {
  const found: IgnoreFile[] = [];
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (at !== resolve(folder)) found.unshift(...[ignoreFile(at)].filter((one) => one !== null));
    if (existsSync(join(at, ".git"))) return found;
    if (dirname(at) === at) return [];
  }
}

/** One that may not be read says nothing; one that nobody can have written is a failure. */
function ignoreFile(folder: string): IgnoreFile | null {
  const path = join(folder, ".gitignore");
  if (!isFile(path)) return null;
  try {
    const text = Buffer.from(readBytes(path, { limit: LARGEST_IGNORE, hint: IGNORE_HINT })).toString("utf8");
    return { folder: resolve(folder), patterns: createIgnore().add(text) };
  } catch (error) {
    if (error instanceof Failure && error.code === "too-large") throw error;
    return null;
  }
}

/** The innermost file that has something to say decides. */
function isIgnored(files: readonly IgnoreFile[], path: string, isFolder: boolean): boolean {
  for (const { folder, patterns } of files.toReversed()) {
    const inside = relative(folder, resolve(path)).split(sep).join("/");
    if (inside === "" || inside.startsWith("../")) continue;
    const { ignored, unignored } = patterns.test(isFolder ? `${inside}/` : inside);
    if (ignored) return true;
    if (unignored) return false;
  }
  return false;
}
