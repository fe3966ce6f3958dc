import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const MOST_LEVELS = 8;

/** The interpreter of the `.venv` in one of some folders or above it, the first folder first; null when there is none. */
export function nearbyInterpreter(folders: readonly string[]): string | null {
  for (const folder of folders) {
    let at = resolve(folder);
    for (let level = 0; level < MOST_LEVELS; level++) {
      const places = [join(at, ".venv", "bin", "python"), join(at, ".venv", "Scripts", "python.exe")];
      const found = places.find((path) => existsSync(path));
      if (found !== undefined) return found;
      if (dirname(at) === at) break;
      at = dirname(at);
    }
  }
  return null;
}
