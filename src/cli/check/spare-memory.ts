import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Bytes of objects, most of them of notebooks that are done, from which on a thread is tidied. */
const MOST_USED = 56_000_000;

/**
 * Gives a function that frees what is no longer needed once there is much of it. The engine by itself lets a thread grow by
 * hundreds of megabytes first; a collection among so few living objects takes some milliseconds.
 */
export function spareMemory(): () => void {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  return () => {
    if (getHeapStatistics().used_heap_size > MOST_USED) collect();
  };
}
