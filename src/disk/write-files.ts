import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ProjectFile } from "./project-files.ts";

/** Writes files below a folder that nobody else uses. */
export function writeFiles(folder: string, files: readonly ProjectFile[]): void {
  for (const folderPath of new Set(files.map(({ path }) => dirname(join(folder, path))))) {
    mkdirSync(folderPath, { recursive: true });
  }
  for (const { path, content, mode } of files) {
    writeFileSync(join(folder, path), content);
    if (mode !== undefined) chmodSync(join(folder, path), mode);
  }
}
