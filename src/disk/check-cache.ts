import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { NotebookReport } from "../policy/types.ts";
import type { SurroundingsQuestion } from "../rules/surroundings.ts";
import { userCacheFolder } from "./user-cache-folder.ts";

/** What an earlier run said of a notebook, and what that rested on. */
export interface CachedReport {
  /** Hash of the file. */
  readonly content: string;
  readonly question: SurroundingsQuestion;
  /** Hash of the answers. */
  readonly around: string;
  readonly report: NotebookReport;
}

/** The reports that runs with the same `key` kept, by path; none when there are none, or the file is damaged. */
export function readCheckCache(key: string): ReadonlyMap<string, CachedReport> {
  try {
    return new Map(Object.entries(JSON.parse(readFileSync(cacheFile(key), "utf8")) as Record<string, CachedReport>));
  } catch {
    return new Map();
  }
}

/** Keeps reports for later runs with the same `key`. Where that is not possible, they do without. */
export function keepCheckCache(key: string, reports: ReadonlyMap<string, CachedReport>): void {
  const file = cacheFile(key);
  const temporary = `${file}.${process.pid}.new`;
  try {
    for (const folder of [dirname(userCacheFolder()), userCacheFolder(), dirname(file)])
      if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
    writeFileSync(temporary, JSON.stringify(Object.fromEntries(reports)), { mode: 0o600 });
    renameSync(temporary, file);
  } catch {
    rmSync(temporary, { force: true });
  }
}

function cacheFile(key: string): string {
  return join(userCacheFolder(), "check", `${key}.json`);
}
