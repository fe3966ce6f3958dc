import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** What is left has to grow by so much until it is worth while again. */
const GROWTH = 1.5;
/** Bytes of objects, most of them of notebooks that are done, from which on a thread is tidied. */
const MOST_USED = 56_000_000;

/**
 * Gives a function that frees what is no longer needed once there is much of it. The engine by itself lets a thread grow by
 * hundreds of megabytes first; a collection among so few living objects takes some milliseconds.
 */
export function spareMemory(): () => void {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const used = () => getHeapStatistics().used_heap_size;
  let most = MOST_USED;
  return () => {
    if (used() <= most) return;
    collect();
    most = Math.max(MOST_USED, used() * GROWTH);
  };
}
