import { describe, expect, test } from "vitest";
import { Failure } from "../../src/diagnostics/failure.ts";
import { mergeReports } from "../../src/policy/merge-reports.ts";
import type { CheckReport } from "../../src/policy/types.ts";

const report = (...paths: readonly string[]): CheckReport => ({ notebooks: paths.map((path) => of(path)) });

function of(path: string, cells = 1): CheckReport["notebooks"][number] {
  const run = { runs: "yes", same: "no", stable: "not asked", cellsRun: 1, cells, seconds: [] } as const;
  return { path, reads: true, parses: true, declared: null, cells, problems: [], allowed: 0, known: 0, run };
}

describe("reports of parts", () => {
  test.each<readonly [string, readonly CheckReport[], readonly string[]]>([
    ["nothing", [], []],
    ["one", [report("b", "a")], ["a", "b"]],
    ["several", [report("b/c", "b"), report(), report("a", "B")], ["B", "a", "b", "b/c"]],
    ["the same twice", [report("a", "b"), report("b", "c")], ["a", "b", "c"]],
  ])("%s", (_, reports, paths) => {
    expect(mergeReports(reports).notebooks.map(({ path }) => path)).toEqual(paths);
  });

  test("the order of fields does not matter", () => {
    const turned = Object.fromEntries(Object.entries(of("a")).reverse()) as unknown as CheckReport["notebooks"][number];
    expect(mergeReports([{ notebooks: [turned] }, report("a")])).toEqual(report("a"));
  });

  test("what differs is refused", () => {
    const merge = () => mergeReports([report("a"), { notebooks: [of("a", 2)] }]);
    expect(merge).toThrow(Failure);
    expect(merge).toThrow("two reports say different things of a");
  });
});
