import { setFlagsFromString } from "node:v8";
import { overdueNotebook, uncheckedNotebook } from "../../checking.ts";
import type { CachedReport } from "../../disk/check-cache.ts";
import { builtScript } from "../../disk/package-files.ts";
import type { CheckSettings } from "./check-settings.ts";
import type { CheckWork } from "./check-worker.ts";
import { type CheckedFile, FileChecker } from "./file-checker.ts";
import { watchedThreads } from "./watched-threads.ts";

/** From this number of notebooks on they are checked by threads, and by a further one for as many more: it needs as long to start as these take. */
const ENOUGH_FOR_A_THREAD = 40;

/** How the work is shared. */
export interface SharingOfWork {
  /** Most threads. */
  readonly jobs: number;
  /** Seconds for one notebook, where threads check them. */
  readonly limit: number;
}

/** Checks notebooks, with several threads when there are many; results come in any order. */
export async function checkFiles(
  paths: readonly string[],
  settings: CheckSettings,
  cached: ReadonlyMap<string, CachedReport> | null,
  { jobs, limit }: SharingOfWork,
  onChecked: (checked: CheckedFile) => void,
): Promise<void> {
  if (paths.length > ENOUGH_FOR_A_THREAD) tuneEngine();
  const script = paths.length < ENOUGH_FOR_A_THREAD || jobs < 2 ? null : builtScript("cli/check-worker.cjs");
  if (script === null) {
    const checker = new FileChecker(settings, cached);
    for (const path of paths) onChecked(await checker.check(path));
    return;
  }
  const next = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const work: CheckWork = { settings, paths, cached, next };
  const threads = Math.min(jobs, 1 + Math.floor(paths.length / ENOUGH_FOR_A_THREAD));
  const onStopped = (index: number, error: Error | null) => {
    const path = paths[index] as string;
    const report = error === null ? overdueNotebook(path, limit) : uncheckedNotebook(path, error);
    onChecked({ report, toKeep: null });
  };
  await watchedThreads({ script, work, threads, limit, onChecked, onStopped });
}

/**
 * The parser's code is used long enough to be compiled well. What threads run is compiled while they run, which takes the
 * processors from them: only what runs very often is worth it (1,000 notebooks with two threads: a third less time).
 */
function tuneEngine(): void {
  for (const flag of ["--no-liftoff-only", "--interrupt-budget=1500000"]) setFlagsFromString(flag);
}
