import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withFailures } from "./fs-failure.ts";

/** Lends an empty temporary folder; it is gone when the work is done, however that ends. */
export async function withWorkFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = withFailures(tmpdir(), () => mkdtempSync(join(realpathSync(tmpdir()), "cellwright-")));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

/** Writes a text file into a folder that is ours, and the folders above it. */
export function writeOwnFile(folder: string, name: string, content: string): string {
  const path = join(folder, name);
  return withFailures(path, () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, content);
    return path;
  });
}
