import { readdirSync } from "node:fs";
import { join } from "node:path";
import { foldersAbove } from "./folders-above.ts";
import { readSmall } from "./read-small.ts";

/** Of packages with very many files. */
const LARGEST_RECORD = 50_000_000;

/** A distribution that is installed, and the version. */
export interface Installed {
  readonly distribution: string;
  readonly version: string;
}

/** Which distribution gives each importable top-level name, read from package metadata on the search path. */
export function readInstalled(searchPath: readonly string[]): ReadonlyMap<string, Installed> {
  const found = new Map<string, Installed>();
  for (const folder of searchPath) {
    for (const entry of listFolder(folder)) {
      const match = /^(.+)-([^-]+)\.(?:dist|egg)-info$/.exec(entry);
      if (!match) continue;
      const installed = { distribution: match[1] as string, version: match[2] as string };
      for (const name of topLevelNames(join(folder, entry))) if (!found.has(name)) found.set(name, installed);
    }
  }
  return found;
}

/** An environment whose installed versions are pinned. */
export interface PinnedEnvironment {
  /** Folders of the installed packages, most important first. */
  readonly searchPath: readonly string[];
  /** Version of its Python, as `3.12` or `3.12.4`; null when it is not known. */
  readonly version: string | null;
}

/**
 * The package folders of the `.venv` in a folder or above it, nearest first; null when there is none. It is read, not
 * run: a folder that came with a notebook is not to be trusted.
 */
export function nearbyEnvironment(folder: string): PinnedEnvironment | null {
  for (const at of foldersAbove(folder)) {
    const library = join(at, ".venv", "lib");
    const versions = listFolder(library).filter((name) => name.startsWith("python"));
    const unix = versions.map((name) => join(library, name, "site-packages"));
    const found = [...unix, join(at, ".venv", "Lib", "site-packages")].filter((path) => listFolder(path).length > 0);
    const [version] = /\d+\.\d+/.exec(versions[0] ?? readSmall(join(at, ".venv", "pyvenv.cfg")) ?? "") ?? [null];
    if (found.length > 0) return { searchPath: found, version };
  }
  return null;
}

function topLevelNames(info: string): readonly string[] {
  const declared = readSmall(join(info, "top_level.txt"));
  if (declared !== null) return declared.split(/\s+/).filter((name) => name !== "");
  return topLevelOfRecord(readSmall(join(info, "RECORD"), LARGEST_RECORD) ?? "");
}

/** The importable names among the installed files, in their order. A record has a line for each file, so most are skipped. */
function topLevelOfRecord(record: string): readonly string[] {
  const names = new Set<string>();
  for (let at = 0; at < record.length; ) {
    const end = endOfLine(record, at);
    const path = record.slice(at, end).split(",", 1)[0] as string;
    const slash = path.indexOf("/");
    at = end + 1;
    if (slash === -1) {
      if (/\.(py|so|pyd)$/.test(path)) names.add(path.split(".", 1)[0] as string);
      continue;
    }
    const top = path.slice(0, slash);
    if (top !== "" && !top.endsWith("-info") && top !== ".." && top !== "__pycache__") names.add(top);
    const folder = path.slice(0, slash + 1);
    while (record.startsWith(folder, at)) at = endOfLine(record, at) + 1;
  }
  return [...names];
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}

function listFolder(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
