import { readFileSync, statSync } from "node:fs";

/** The text of a file that people wrote; null when there is none, when it is a pipe or a device, which may never end, or when it is larger. */
export function readSmall(path: string, limit = 1_000_000): string | null {
  try {
    const stat = statSync(path);
    return stat.isFile() && stat.size <= limit ? readFileSync(path, "utf8") : null;
  } catch {
    return null;
  }
}
