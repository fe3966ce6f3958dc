import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isFile, isFolder } from "./file-kind.ts";
import { withFailures } from "./fs-failure.ts";

/** More files than this of local modules are not read. */
const MOST_MODULES = 2_000;

/** Modules beside a notebook. */
export interface LocalModules<T> {
  /** Of the top level, sorted. */
  readonly names: readonly string[];
  /** The folder that each of them lies in. */
  readonly folders: ReadonlyMap<string, string>;
  /** What they import that does not lie beside the notebook. */
  readonly loaded: readonly T[];
}

/**
 * Finds the modules beside a notebook that it imports, directly or through each other, by following dotted paths, and those
 * in other folders that it imports from: the first of `folders` that has one counts. `importsOf` gives the paths that a module's source imports; leading dots stand for its own package.
 */
export function findLocalModules<T extends { readonly path: string }>(
  folders: readonly string[],
  paths: readonly string[],
  importsOf: (source: string) => readonly T[],
): LocalModules<T> {
  const places = new Map<string, string>();
  const modulesAt = (parts: readonly string[]) => {
    for (const folder of folders) {
      const found = modulesOn(folder, parts);
      if (found.length > 0) return { folder, found };
    }
    return { folder: "", found: [] };
  };
  const read = new Set<string>();
  const loaded: T[] = [];
  const queue = [...paths];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    const { folder, found } = modulesAt(path.split("."));
    for (const module of found) {
      places.set(module.parts[0] as string, folder);
      if (module.file === null || read.has(module.file) || read.size >= MOST_MODULES) continue;
      read.add(module.file);
      const { file } = module;
      for (const one of importsOf(withFailures(file, () => readFileSync(file, "utf8")))) {
        const absolute = absolutePath(one.path, module.isPackage ? module.parts : module.parts.slice(0, -1));
        if (modulesAt(absolute.split(".")).found.length > 0) queue.push(absolute);
        else if (!one.path.startsWith(".")) loaded.push(one);
      }
    }
  }
  return { names: [...places.keys()].sort(), folders: places, loaded };
}

/** A module of the notebook's folder; a folder without a file of its own is a package too. */
interface LocalModule {
  readonly parts: readonly string[];
  readonly file: string | null;
  readonly isPackage: boolean;
}

/** The modules that importing a dotted path loads, outermost first; none when the first is not there. */
function modulesOn(folder: string, parts: readonly string[]): readonly LocalModule[] {
  const found: LocalModule[] = [];
  for (let count = 1; count <= parts.length; count++) {
    const own = parts.slice(0, count);
    const path = join(folder, ...own);
    if (isFile(join(path, "__init__.py"))) found.push({ parts: own, file: join(path, "__init__.py"), isPackage: true });
    else if (isFile(`${path}.py`)) {
      found.push({ parts: own, file: `${path}.py`, isPackage: false });
      break;
    } else if (isFolder(path)) found.push({ parts: own, file: null, isPackage: true });
    else break;
  }
  return found.some(({ file }) => file !== null) ? found : [];
}

/** `.tools` in the package `a.b` is `a.b.tools`, `..tools` is `a.tools`. */
function absolutePath(path: string, own: readonly string[]): string {
  const dots = /^\.*/.exec(path)?.[0].length ?? 0;
  if (dots === 0) return path;
  return [...own.slice(0, Math.max(0, own.length - dots + 1)), path.slice(dots)]
    .filter((part) => part !== "")
    .join(".");
}
