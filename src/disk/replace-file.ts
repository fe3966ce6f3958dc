import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { Failure } from "../diagnostics/failure.ts";
import { withFailures } from "./fs-failure.ts";

/** Replaces the text of a file at once: a reader sees the old text or the new one, never a part. Permissions stay, and a read-only file as it is (`no-permission`). */
export function replaceFile(named: string, text: string): void {
  withFailures(named, () => {
    // A link stays a link.
    const path = realpathSync(named);
    requireWritable(path);
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

/** A move would replace a file that may not be written to as well. */
function requireWritable(path: string): void {
  accessSync(path, constants.W_OK);
  // Root may write to all, and meant this one to stay.
  if ((statSync(path).mode & 0o222) === 0) throw new Failure("no-permission", `${path} is read-only.`);
}
