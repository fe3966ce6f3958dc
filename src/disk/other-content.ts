import { join } from "node:path";
import { found } from "./plan-write.ts";
import { contentHash, type ProjectFile } from "./project-files.ts";

/** The first of some files in whose place something else stands already; null when there is none. */
export function otherContent(files: readonly ProjectFile[], folder: string): string | null {
  const other = files.find(({ path, content }) => {
    const there = found(join(folder, path));
    return there !== null && there !== contentHash(content);
  });
  return other?.path ?? null;
}
