import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { Failure } from "../diagnostics/failure.ts";
import { errorCode, withFailures } from "./fs-failure.ts";

/** How much is read at most. */
export interface ReadOptions {
  /** Bytes; a larger file is a failure. Default 400 MB: text of more does not fit a string. */
  readonly limit?: number;
  /** What to do about a larger one. */
  readonly hint?: string;
  /** Milliseconds for which a pipe or a device may give nothing. Default: ten seconds. */
  readonly patience?: number;
}

const defaultLimit = 400_000_000;
const NOTEBOOK_HINT = "Clear the outputs of the notebook and save it.";

/** Milliseconds between two looks into a pipe that is empty. */
const PAUSE = 10;

/**
 * The bytes of a file. Failures: `file-not-found`, `is-a-directory`, `no-permission`, `too-large`, `nothing-to-read`. Pipes
 * can be read; one that nobody writes to, and a file that never ends, are given up.
 */
export function readBytes(path: string, options: ReadOptions = {}): Uint8Array {
  const { limit = defaultLimit, hint = NOTEBOOK_HINT, patience = 10_000 } = options;
  return withFailures(path, () => {
    const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const stat = fstatSync(file);
      if (stat.size > limit) throw tooLarge(path, limit, hint);
      return readAll(file, stat.size, path, { limit, hint, patience: stat.isFIFO() ? patience : 0 });
    } finally {
      closeSync(file);
    }
  });
}

/** The size is a guess: a pipe has none, and a file may grow. */
function readAll(
  file: number,
  size: number,
  path: string,
  { limit, hint, patience }: Required<ReadOptions>,
): Uint8Array {
  let buffer = Buffer.allocUnsafe(Math.min(size + 1, limit + 1) || 65_536);
  let length = 0;
  for (;;) {
    const count = patientlyRead(file, buffer, length, path, patience);
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

/**
 * How many bytes came into a buffer, from `start` on; 0 at the end. What has no bytes yet is asked again: a pipe ends when its
 * last writer is gone, and has none before the first one came.
 */
function patientlyRead(file: number, buffer: Buffer, start: number, path: string, patience: number): number {
  for (let waited = 0; ; waited += PAUSE) {
    try {
      const count = readSync(file, buffer, start, buffer.length - start, null);
      if (count > 0 || start > 0 || patience === 0) return count;
    } catch (error) {
      if (errorCode(error) !== "EAGAIN") throw error;
    }
    if (waited >= patience) throw new Failure("nothing-to-read", `${path} is a pipe or a device that gives nothing.`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
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
