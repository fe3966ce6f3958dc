import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import * as zlib from "node:zlib";
import { errorCode } from "./fs-failure.ts";
import { userCacheFolder } from "./user-cache-folder.ts";

/** Older files than these are of versions that are no longer used. */
const MOST_FILES = 8;
/** Bytes of the checksum in front of the code: damaged code must not be run. */
const CHECK_LENGTH = 4;

/**
 * Compiled code that the last run with the same `name` kept in the user's cache folder; null when there is none, or it is
 * not whole, or someone else could have written it. Loading it takes a fraction of compiling again. Node has the checksum
 * from 20.15 on; before, nothing is kept.
 */
export function readCompiledCode(name: string): Buffer | null {
  try {
    const file = openSync(join(cacheFolder(), name), "r");
    try {
      const { uid, mode } = fstatSync(file);
      if (process.getuid !== undefined && (uid !== process.getuid() || (mode & 0o022) !== 0)) return null;
      const content = readFileSync(file);
      const code = content.subarray(CHECK_LENGTH);
      return content.length > CHECK_LENGTH && content.readUInt32LE() === zlib.crc32(code) ? code : null;
    } finally {
      closeSync(file);
    }
  } catch {
    return null;
  }
}

/** Keeps compiled code for later runs. Where that is not possible, they do without. */
export function keepCompiledCode(name: string, code: Buffer): void {
  const folder = cacheFolder();
  try {
    for (const path of [dirname(dirname(folder)), dirname(folder), folder]) makeFolder(path);
    writeCode(join(folder, `${name}.${process.pid}.new`), join(folder, name), code);
    removeOldest(folder);
  } catch {
    // A folder that can't be written, a full disk: nothing that the user has to know.
  }
}

/** Not `recursive`: where a folder can't be made at all, as in `/proc`, Node would try for ever. */
function makeFolder(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
  }
}

function writeCode(temporary: string, path: string, code: Buffer): void {
  const check = Buffer.alloc(CHECK_LENGTH);
  check.writeUInt32LE(zlib.crc32(code));
  try {
    writeFileSync(temporary, Buffer.concat([check, code]), { mode: 0o600 });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function removeOldest(folder: string): void {
  const files = readdirSync(folder).map((name) => join(folder, name));
  const byAge = files.map((path) => ({ path, time: statSync(path).mtimeMs })).sort((a, b) => b.time - a.time);
  for (const { path } of byAge.slice(MOST_FILES)) rmSync(path, { force: true });
}

function cacheFolder(): string {
  return join(userCacheFolder(), "code");
}
