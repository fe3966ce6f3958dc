import { closeSync, fsyncSync, openSync, realpathSync, renameSync, statSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { withFailures } from "./fs-failure.ts";

/** Replaces the text of a file at once: a reader sees the old text or the new one, never a part. Permissions stay. */
export function replaceFile(named: string, text: string): void {
  withFailures(named, () => {
    // A link stays a link.
    const path = realpathSync(named);
    const temporary = join(dirname(path), `.${process.pid}.cellwright-new`);
    const file = openSync(temporary, "w", statSync(path).mode);
    try {
      writeSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  });
}
