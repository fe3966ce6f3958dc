import { keepInUserCache, readUserCache } from "./user-cache.ts";

/** Older files than these are of versions that are no longer used. */
const MOST_FILES = 8;

/**
 * Compiled code that the last run with the same `name` kept in the user's cache folder; null when there is none that can be
 * trusted. Loading it takes a fraction of compiling again.
 */
export function readCompiledCode(name: string): Buffer | null {
  return readUserCache("code", name);
}

/** Keeps compiled code for later runs. */
export function keepCompiledCode(name: string, code: Buffer): void {
  keepInUserCache("code", name, code, MOST_FILES);
}
