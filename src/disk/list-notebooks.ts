import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { errorCode, withFailures } from "./fs-failure.ts";

/** Folders that hold copies and installed packages, not the user's notebooks. */
const leftOut = new Set(["node_modules", "__pycache__", "site-packages", "venv", "env"]);

/**
 * The notebooks (`.ipynb`) in a folder and below, sorted by path; a path that is a file is given back alone. Hidden
 * folders, virtual environments and linked folders are left out, folders that cannot be read too.
 */
export function listNotebooks(path: string): string[] {
  const isFolder = withFailures(path, () => statSync(path)).isDirectory();
  return isFolder ? withFailures(path, () => notebooksIn(path, true)) : [path];
}

function notebooksIn(folder: string, isTop: boolean): string[] {
  if (!isTop && existsSync(join(folder, "pyvenv.cfg"))) return [];
  const found: string[] = [];
  for (const entry of entriesOf(folder, isTop)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!entry.name.startsWith(".") && !leftOut.has(entry.name)) found.push(...notebooksIn(path, false));
    } else if (entry.name.toLowerCase().endsWith(".ipynb") && !entry.name.startsWith(".") && isFile(path)) {
      found.push(path);
    }
  }
  return found;
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

/** A link to a file counts as the file. */
function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
