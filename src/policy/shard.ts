import { createHash } from "node:crypto";

/** Whether a notebook belongs to a shard, `index` of `count` from 1: each path to exactly one, whatever others there are. */
export function inShard(path: string, index: number, count: number): boolean {
  const hash = createHash("sha256").update(path.replaceAll("\\", "/")).digest();
  return hash.readUInt32BE() % count === index - 1;
}
