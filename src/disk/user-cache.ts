import {
  closeSync,
  constants,
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

/** Bytes of the checksum in front of what is kept: what is damaged must not be used. */
const CHECK_LENGTH = 4;

/**
 * What an earlier run kept under a name in a folder of the user's cache; null when there is none, or it is not whole, or
 * someone else could have written it. Node has the checksum from 20.15 on; before, nothing is kept.
 */
export function readUserCache(folder: string, name: string): Buffer | null {
  try {
    // Not to wait where a pipe stands in its place.
    const file = openSync(join(userCacheFolder(), folder, name), constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      return isOurs(file) ? checked(readFileSync(file)) : null;
    } finally {
      closeSync(file);
    }
  } catch {
    return null;
  }
}

function isOurs(file: number): boolean {
  const stat = fstatSync(file);
  if (!stat.isFile()) return false;
  return process.getuid === undefined || (stat.uid === process.getuid() && (stat.mode & 0o022) === 0);
}

function checked(content: Buffer): Buffer | null {
  const kept = content.subarray(CHECK_LENGTH);
  return content.length > CHECK_LENGTH && content.readUInt32LE() === zlib.crc32(kept) ? kept : null;
}

/** Keeps something for later runs, and of all that the folder holds the newest files. Where that is not possible, they do without. */
export function keepInUserCache(folder: string, name: string, content: Buffer, mostFiles: number): void {
  const path = join(userCacheFolder(), folder);
  try {
    for (const one of [dirname(dirname(path)), dirname(path), path]) makeFolder(one);
    writeWhole(join(path, `${name}.${process.pid}.new`), join(path, name), content);
    removeOldest(path, mostFiles);
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

function writeWhole(temporary: string, path: string, content: Buffer): void {
  const check = Buffer.alloc(CHECK_LENGTH);
  check.writeUInt32LE(zlib.crc32(content));
  try {
    writeFileSync(temporary, Buffer.concat([check, content]), { mode: 0o600 });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function removeOldest(folder: string, mostFiles: number): void {
  const files = readdirSync(folder).map((name) => join(folder, name));
  const byAge = files.map((path) => ({ path, time: statSync(path).mtimeMs })).sort((a, b) => b.time - a.time);
  for (const { path } of byAge.slice(mostFiles)) rmSync(path, { force: true });
}
