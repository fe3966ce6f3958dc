import { statSync } from "node:fs";

/** Whether there is a file that can be reached at a path; links are followed. */
export function isFile(path: string): boolean {
  return kindOf(path) === "file";
}

/** Whether there is a folder that can be reached at a path; links are followed. */
export function isFolder(path: string): boolean {
  return kindOf(path) === "folder";
}

function kindOf(path: string): "file" | "folder" | null {
  try {
    const status = statSync(path);
    return status.isFile() ? "file" : status.isDirectory() ? "folder" : null;
  } catch {
    return null;
  }
}
