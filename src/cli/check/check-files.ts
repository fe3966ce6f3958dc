import { setFlagsFromString } from "node:v8";
import { Worker } from "node:worker_threads";
import type { CachedReport } from "../../disk/check-cache.ts";
import { builtScript } from "../../disk/package-files.ts";
import type { CheckSettings } from "./check-settings.ts";
import type { CheckWork } from "./check-worker.ts";
import { type CheckedFile, FileChecker } from "./file-checker.ts";

/** From this number of notebooks on a further thread is started: it needs as long to start as these take. */
const ENOUGH_FOR_A_THREAD = 40;

/** Checks notebooks, with several threads when there are many; results come in any order. */
export async function checkFiles(
  paths: readonly string[],
  settings: CheckSettings,
  cached: ReadonlyMap<string, CachedReport> | null,
  jobs: number,
  onChecked: (checked: CheckedFile) => void,
): Promise<void> {
  const script = builtScript("cli/check-worker.cjs");
  const threads = script === null ? 0 : Math.min(jobs - 1, Math.floor(paths.length / ENOUGH_FOR_A_THREAD));
  // The parser's code is used long enough to be compiled well.
  if (paths.length > ENOUGH_FOR_A_THREAD) setFlagsFromString("--no-liftoff-only");
  const next = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const work: CheckWork = { settings, paths, cached, next };
  const running = Array.from({ length: Math.max(0, threads) }, () => runThread(script as string, work, onChecked));
  const checker = new FileChecker(settings, cached);
  for (let at = Atomics.add(next, 0, 1); at < paths.length; at = Atomics.add(next, 0, 1)) {
    onChecked(await checker.check(paths[at] as string));
    // Lets results of the threads come in, so that they do not pile up.
    if (threads > 0 && at % 16 === 0) await new Promise(setImmediate);
  }
  await Promise.all(running);
}

function runThread(script: string, workerData: CheckWork, onChecked: (checked: CheckedFile) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(script, { workerData });
    worker.on("message", onChecked);
    worker.on("error", reject);
    worker.on("exit", () => resolve());
  });
}
