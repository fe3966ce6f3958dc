import { parentPort, workerData } from "node:worker_threads";
import { invariant } from "../../base/invariant.ts";
import type { CachedReport } from "../../disk/check-cache.ts";
import type { CheckSettings } from "./check-settings.ts";
import { FileChecker } from "./file-checker.ts";
import { spareMemory } from "./spare-memory.ts";
import type { WatchedThread } from "./watched-threads.ts";

/** What a thread that checks is given. */
export interface CheckWork {
  readonly settings: CheckSettings;
  readonly paths: readonly string[];
  readonly cached: ReadonlyMap<string, CachedReport> | null;
  /** Place in `paths` of the next notebook that nobody has taken. */
  readonly next: Int32Array;
}

/** Takes notebooks until none is left. */
async function work(): Promise<void> {
  invariant(parentPort, "this is a thread");
  const { settings, paths, cached, next, taken, thread } = workerData as CheckWork & WatchedThread;
  const checker = new FileChecker(settings, cached);
  const tidy = spareMemory();
  for (let at = Atomics.add(next, 0, 1); at < paths.length; at = Atomics.add(next, 0, 1)) {
    Atomics.store(taken, thread, at + 1);
    const checked = await checker.check(paths[at] as string);
    // First, so that what is told is not told again as stopped.
    Atomics.store(taken, thread, 0);
    parentPort.postMessage(checked);
    tidy();
  }
}

void work();
