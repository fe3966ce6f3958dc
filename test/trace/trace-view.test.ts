import { describe, expect, it } from "vitest";
import { traceView } from "../../src/trace/trace-view.ts";
import { tracedRun } from "../harness/traced.ts";

const sources = ["x = [1]\ny = 2", "x.append(y)", "z = x"];
const trace = tracedRun(
  [
    ["x = [1]\ny = 2", [{}, {}]],
    ["x.append(y)", [{}]],
    ["z = x", [{}]],
  ],
  [
    { name: "x", made: 0, last: 1 },
    { name: "x", made: 2, since: 2, how: "changed", last: 3 },
    { name: "z", made: 3 },
  ],
);
const cellsOf = (texts: readonly string[], first = 0) => texts.map((source, at) => ({ index: at * 2 + first, source }));

describe("traceView", () => {
  it("finds statements by the lines of cells, wherever these stand now", () => {
    const view = traceView(trace, cellsOf(sources, 1));
    expect(view.staleFrom).toBeNull();
    expect(view.statementsIn(1, 2, 2).map((one) => one.id)).toEqual([1]);
    expect(view.statementsIn(1, 1, 9).map((one) => one.id)).toEqual([0, 1]);
    expect(view.statementsIn(3, 1, 1).map((one) => one.id)).toEqual([2]);
    expect(view.statementsIn(2, 1, 1)).toEqual([]);
    expect([view.cellOf(3), view.cellOf(4)]).toEqual([5, undefined]);
  });

  it.each([
    ["a cell that is another one", ["x = [1]\ny = 2", "x.append(3)", "z = x"], 2],
    ["a cell that was put in", ["x = [1]\ny = 2", "pass", "x.append(y)", "z = x"], 2],
    ["a cell that is new at the end", [...sources, "z"], 6],
    ["a first cell that is another one", ["x = []", ...sources.slice(1)], 0],
  ])("holds up to %s", (_, texts, staleFrom) => {
    const view = traceView(trace, cellsOf(texts));
    expect(view.staleFrom).toBe(staleFrom);
    expect(view.statementsIn(staleFrom, 1, 1)).toEqual([]);
    expect(view.statementsIn(staleFrom + 2, 1, 1)).toEqual([]);
  });

  it("forgets what was seen of values from there on", () => {
    const view = traceView(trace, cellsOf(["x = [1]\ny = 2", "x.append(y)", "z = 3"]));
    expect(view.valuesOf("x").map(({ first, last }) => [first, last])).toEqual([
      [0, 1],
      [2, 2],
    ]);
    expect(view.valuesOf("z")).toEqual([]);
    expect(view.values.map((one) => one.name)).toEqual(["x", "x"]);
  });

  it("does not call the cells stale that a run did not come to", () => {
    const stopped = { ...trace, failure: { kind: "error", cell: 3, text: "ValueError" } as const };
    expect(traceView(stopped, cellsOf([...sources, "more"])).staleFrom).toBeNull();
    expect(traceView(stopped, cellsOf(["x = 1", ...sources.slice(1)])).staleFrom).toBe(0);
  });
});
