import type { NotebookReport } from "../policy/types.ts";
import type { SurroundingsQuestion } from "../rules/surroundings.ts";
import { keepInUserCache, readUserCache } from "./user-cache.ts";

/** What an earlier run said of a notebook, and what that rested on. */
export interface CachedReport {
  /** Hash of the file. */
  readonly content: string;
  readonly question: SurroundingsQuestion;
  /** Hash of the answers. */
  readonly around: string;
  readonly report: NotebookReport;
}

/** Of each folder and way to check one file; older ones are of projects that nobody checks. */
const MOST_FILES = 64;

/** The reports that runs with the same `key` kept, by path; none when there are none that can be trusted. */
export function readCheckCache(key: string): ReadonlyMap<string, CachedReport> {
  const kept = readUserCache("check", fileName(key));
  if (kept === null) return new Map();
  return new Map(Object.entries(JSON.parse(kept.toString("utf8")) as Record<string, CachedReport>));
}

/** Keeps reports for later runs with the same `key`. */
export function keepCheckCache(key: string, reports: ReadonlyMap<string, CachedReport>): void {
  const content = Buffer.from(JSON.stringify(Object.fromEntries(reports)));
  keepInUserCache("check", fileName(key), content, MOST_FILES);
}

function fileName(key: string): string {
  return `${key}.reports`;
}
