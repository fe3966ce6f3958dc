import { textConstants } from "./text-constants.ts";
import type { Analysis } from "./types.ts";

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
