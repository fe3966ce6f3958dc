import { existsSync } from "node:fs";
import { join } from "node:path";
import { foldersAbove } from "./folders-above.ts";

/** The interpreter of the `.venv` in one of some folders or above it, the first folder first; null when there is none. */
export function nearbyInterpreter(folders: readonly string[]): string | null {
  const places = folders
    .flatMap(foldersAbove)
    .flatMap((at) => [join(at, ".venv", "bin", "python"), join(at, ".venv", "Scripts", "python.exe")]);
  return places.find((path) => existsSync(path)) ?? null;
}
