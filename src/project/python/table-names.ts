import type { TestedStep } from "./test-files.ts";

/** The steps in a step table, from the text of `pipeline.py`, in their order. */
export function stepsOfTable(text: string): readonly TestedStep[] {
  const [, ...rows] = text.split(/^ *Step\(\s*(?=")/m);
  return rows.map((row) => ({
    name: /^"(\w+)"/.exec(row)?.[1] ?? "",
    asynchronous: /\basynchronous=True\b/.test(row),
  }));
}
