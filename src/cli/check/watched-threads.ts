import { Worker } from "node:worker_threads";
import type { CheckedFile } from "./file-checker.ts";

/** What a thread is given beside its work: where it says which notebook it has taken. */
export interface WatchedThread {
  /** For each thread the place of its notebook among all, from 1; 0 while it has none. */
  readonly taken: Int32Array;
  /** Place of the thread in `taken`. */
  readonly thread: number;
}

/** How threads are watched. */
export interface Watching<Work> {
  /** The program of a thread; it is given `work` with {@link WatchedThread}. */
  readonly script: string;
  readonly work: Work;
  readonly threads: number;
  /** Seconds that a thread may need for one notebook. */
  readonly limit: number;
  readonly onChecked: (checked: CheckedFile) => void;
  /** The thread that had this notebook, from 0, was stopped after `limit` (null), or stopped with an error. */
  readonly onStopped: (index: number, error: Error | null) => void;
}

/** How often it is looked for notebooks that take too long. */
const INTERVAL = 250;

/** Runs threads until all have ended. One whose notebook takes too long is stopped, and another one takes its place. */
export async function watchedThreads<Work extends object>(watching: Watching<Work>): Promise<void> {
  const taken = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT * watching.threads));
  const threads = Array.from({ length: watching.threads }, (_, thread) => runThread(watching, { taken, thread }));
  await Promise.all(threads);
}

async function runThread<Work extends object>(watching: Watching<Work>, place: WatchedThread): Promise<void> {
  while (!(await ends(watching, place))) Atomics.store(place.taken, place.thread, 0);
}

/** True when the thread has done all that it could; false when it was stopped and there may be more to do. */
function ends<Work extends object>(watching: Watching<Work>, place: WatchedThread): Promise<boolean> {
  const { script, work, limit, onChecked, onStopped } = watching;
  return new Promise((resolve, reject) => {
    const worker = new Worker(script, { workerData: { ...work, ...place } });
    const index = () => Atomics.load(place.taken, place.thread) - 1;
    let [since, at] = [Date.now(), -1];
    const timer = setInterval(() => {
      const now = index();
      if (now !== at) [since, at] = [Date.now(), now];
      if (now >= 0 && Date.now() - since > limit * 1000) stopped(null);
    }, INTERVAL);
    const stopped = (error: Error | null) => {
      clearInterval(timer);
      worker.removeAllListeners("exit");
      const of = index();
      if (of < 0) return reject(error);
      void worker.terminate().then(() => {
        onStopped(of, error);
        resolve(false);
      });
    };
    worker.on("message", onChecked);
    worker.on("error", stopped);
    worker.on("exit", () => {
      clearInterval(timer);
      resolve(true);
    });
  });
}
