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
