import { dirname, join } from "node:path";
import type { Environment } from "../rules/surroundings.ts";
import { nearbyEnvironment, readInstalled } from "./read-installed.ts";
import { readSmall } from "./read-small.ts";

/**
 * The `.venv` in a folder or above it, read and not run; null when there is none, or when it takes packages of the system's
 * interpreter too, so that its own folder does not say what is installed.
 */
export function environmentNear(folder: string): Environment | null {
  const found = nearbyEnvironment(folder);
  const first = found?.searchPath[0];
  if (found === null || first === undefined) return null;
  const root = rootOf(first);
  const settings = settingsOf(root);
  if (settings.get("include-system-site-packages") === "true") return null;
  const version = settings.get("version") ?? settings.get("version_info") ?? "";
  return {
    path: root,
    version: /^\d+\.\d+(\.\d+)?/.exec(version)?.[0] ?? found.version,
    installed: readInstalled(found.searchPath),
    kernels: null,
  };
}

/** `.venv` of `.venv/lib/python3.11/site-packages`. */
function rootOf(packages: string): string {
  let at = packages;
  while (!at.endsWith(".venv") && dirname(at) !== at) at = dirname(at);
  return at;
}

/** `pyvenv.cfg`: `key = value` on each line. */
function settingsOf(root: string): ReadonlyMap<string, string> {
  const lines = (readSmall(join(root, "pyvenv.cfg")) ?? "").split("\n");
  return new Map(
    lines.flatMap((line) => {
      const [key, value] = line.split("=", 2);
      return value === undefined ? [] : [[(key as string).trim().toLowerCase(), value.trim().toLowerCase()] as const];
    }),
  );
}
