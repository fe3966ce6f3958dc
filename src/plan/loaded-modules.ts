import { textConstants } from "../analysis/text-constants.ts";
import type { Analysis } from "../analysis/types.ts";
import type { LoadedModule } from "../languages/facts.ts";
import type { LoadedPath, Role } from "./types.ts";

/** What the pipeline imports, also inside functions, each dotted path once, sorted. Left out are relative imports. */
export function loadedModules(analysis: Analysis, roles: readonly Role[]): readonly LoadedPath[] {
  const statements = analysis.statements.filter(({ id }) => roles[id] !== "left");
  return loadedPaths(statements.flatMap(({ facts }) => facts.modules)).filter(({ path }) => !path.startsWith("."));
}

/**
 * Modules as dotted paths, each once, sorted. Of `from a.b import c` it is `a.b.c`, as `c` may be a module. A path is
 * optional when the code goes on without it wherever it is loaded.
 */
export function loadedPaths(modules: readonly LoadedModule[]): readonly LoadedPath[] {
  const found = new Map<string, boolean>();
  for (const { module, member, optional } of modules) {
    const path =
      member === undefined || member === "*" ? module : `${module}${module.endsWith(".") ? "" : "."}${member}`;
    found.set(path, optional && (found.get(path) ?? true));
  }
  return [...found].map(([path, optional]) => ({ path, optional })).sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The module or package of the top level that a dotted path starts with. */
export function topLevel(path: string): string {
  return path.split(".")[0] as string;
}

/**
 * Modules that the notebook writes itself (`%%writefile tools.py`, `Path("tools.py").write_text(...)`), packages included,
 * with the file of each. Null where the notebook writes files whose names are not known, and names such a file somewhere.
 */
export function ownModules(analysis: Analysis): ReadonlyMap<string, string | null> {
  const writes = analysis.statements.flatMap(({ effects }) => effects.filter(({ kind }) => kind === "writes"));
  const unknown = writes.some(({ resource }) => resource === null) ? textConstants(analysis) : [];
  const found = new Map<string, string | null>();
  for (const file of unknown) for (const module of modulesIn(file)) found.set(module, null);
  for (const { resource } of writes)
    if (resource !== null) for (const module of modulesIn(resource)) found.set(module, resource);
  return found;
}

/** `a/b.py` may be imported as `b` or as a part of `a`. */
function modulesIn(file: string): readonly string[] {
  if (!file.endsWith(".py")) return [];
  const parts = file.slice(0, -".py".length).split(/[\\/]/);
  return parts.filter((part) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(part));
}
