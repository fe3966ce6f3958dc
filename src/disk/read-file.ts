import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { Failure } from "../diagnostics/failure.ts";
import { withFailures } from "./fs-failure.ts";

/** How much is read at most. */
export interface ReadOptions {
  /** Bytes; a larger file is a failure. Default 400 MB: text of more does not fit a string. */
  readonly limit?: number;
  /** What to do about a larger one. */
  readonly hint?: string;
}

const defaultLimit = 400_000_000;
const NOTEBOOK_HINT = "Clear the outputs of the notebook and save it.";

/**
 * The bytes of a file. Failures: `file-not-found`, `is-a-directory`, `no-permission`, `too-large`. Pipes can be read,
 * and a file that never ends is given up at the limit.
 */
export function readBytes(path: string, { limit = defaultLimit, hint = NOTEBOOK_HINT }: ReadOptions = {}): Uint8Array {
  return withFailures(path, () => {
    const file = openSync(path, "r");
    try {
      const { size } = fstatSync(file);
      if (size > limit) throw tooLarge(path, limit, hint);
      return readAll(file, size, path, { limit, hint });
    } finally {
      closeSync(file);
    }
  });
}

/** The size is a guess: a pipe has none, and a file may grow. */
function readAll(file: number, size: number, path: string, { limit, hint }: Required<ReadOptions>): Uint8Array {
  let buffer = Buffer.allocUnsafe(Math.min(size + 1, limit + 1) || 65_536);
  let length = 0;
  for (;;) {
    const count = readSync(file, buffer, length, buffer.length - length, null);
    if (count === 0) return buffer.subarray(0, length);
    length += count;
    if (length > limit) throw tooLarge(path, limit, hint);
    if (length === buffer.length) {
      const larger = Buffer.allocUnsafe(Math.min(Math.max(length * 2, 65_536), limit + 1));
      buffer.copy(larger, 0, 0, length);
      buffer = larger;
    }
  }
}

/** The text of a UTF-8 file as it is, byte order mark included. Failures of {@link readBytes}, and `not-utf8`. */
export function readText(path: string, options: ReadOptions = {}): string {
  const bytes = readBytes(path, options);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Failure("not-utf8", `${path} is not UTF-8 text.`, "Save the file as UTF-8.");
  }
}

function tooLarge(path: string, limit: number, hint: string): Failure {
  const size = limit >= 1_000_000 ? `${Math.floor(limit / 1_000_000)} MB` : `${limit} bytes`;
  return new Failure("too-large", `${path} is larger than ${size}.`, hint);
}
