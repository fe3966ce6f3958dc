import path from "node:path";
import { expect, test, vi } from "vitest";
import { watchedThreads } from "../../src/cli/check/watched-threads.ts";

vi.setConfig({ testTimeout: 60_000 });
const script = path.join(import.meta.dirname, "fixtures", "stubborn-thread.mjs");

async function outcomes(paths: readonly string[], threads: number): Promise<readonly string[]> {
  const found: string[] = [];
  await watchedThreads({
    script,
    work: { paths, next: new Int32Array(new SharedArrayBuffer(4)) },
    threads,
    limit: 1,
    onChecked: (one) => found.push(String(one)),
    onStopped: (index, error) => found.push(`${paths[index]}: ${error === null ? "too long" : error.message}`),
  });
  return found.sort();
}

test.each([1, 3])("%i threads: what hangs or breaks is told, and all others are checked", async (threads) => {
  expect(await outcomes(["a", "hangs", "b", "throws", "hangs", "c"], threads)).toEqual([
    "a",
    "b",
    "c",
    "hangs: too long",
    "hangs: too long",
    "throws: out of order",
  ]);
});

test("more threads than notebooks", async () => {
  expect(await outcomes(["a"], 4)).toEqual(["a"]);
});
