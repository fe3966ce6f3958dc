import { describe, expect, it } from "vitest";
import type { Trace } from "../../src/trace/types.ts";
import { notebookText, planText, showSteps } from "../harness/planned.ts";
import { type ToldValue, tracedRun } from "../harness/traced.ts";

/** Plans sections, each one cell below a heading, with and without a trace. */
function plans(cells: readonly string[], trace: Trace) {
  const text = notebookText(...cells.map((code, at) => [`Part ${"abcdef"[at]}`, code] as const));
  const certainties = (graph: ReturnType<typeof planText>["graph"]) =>
    graph.steps.flatMap((step) => step.inputs.map((one) => `${step.name}.${one.name} ${one.certainty}`));
  const [without, using] = [planText(text, "notebook.ipynb"), planText(text, "notebook.ipynb", {}, trace)];
  return {
    steps: [showSteps(without.graph), showSteps(using.graph)],
    certainties: [certainties(without.graph), certainties(using.graph)],
    codes: using.diagnostics.map((one) => one.code),
    using,
  };
}

const UNKNOWN = "import unknown";
const list = "data = [3, 1, 2]";

describe("a plan with a trace", () => {
  const cells = [`${UNKNOWN}\n${list}`, "unknown.look(data)", "total = sum(data)"];
  const looked = (changed: boolean, whole = true, type = "builtins.list") =>
    tracedRun(
      [
        [cells[0] as string, [{}, {}]],
        [cells[1] as string, [{}]],
        [cells[2] as string, [{}]],
      ],
      changed
        ? [
            { name: "data", made: 1, last: 1 },
            { name: "data", made: 2, since: 2, how: "changed", last: 3 },
          ]
        : [{ name: "data", made: 1, last: 3, whole, type }],
    );

  it("drops what was only assumed and did not happen", () => {
    const { steps, certainties, codes } = plans(cells, looked(false));
    expect(steps[0]).toBe("part_a() -> data\npart_b(data) -> data\npart_c(data) -> total");
    expect(steps[1]).toBe("part_a() -> data\npart_b(data) ->\npart_c(data) -> total");
    expect(certainties).toEqual([
      ["part_b.data proved", "part_c.data assumed"],
      ["part_b.data proved", "part_c.data proved"],
    ]);
    expect(codes).toEqual([]);
  });

  it("marks as seen what did", () => {
    const { steps, certainties } = plans(cells, looked(true));
    expect(steps[1]).toBe(steps[0]);
    expect(certainties[1]).toEqual(["part_b.data proved", "part_c.data seen"]);
  });

  it.each([
    ["what was not looked at as a whole", looked(false, false)],
    ["what the runner does not watch", looked(false, true, "torch.Tensor")],
    ["what was not looked at after", tracedRun([[cells[0] as string, [{}, {}]]], [{ name: "data", made: 1 }])],
    ["nothing", tracedRun([], [])],
  ])("leaves the plan as it is for %s", (_, trace) => {
    const { steps } = plans(cells, trace);
    expect(steps[1]).toBe(steps[0]);
  });

  it("keeps what is proved, whatever was seen", () => {
    const proved = [list, "data.append(4)", "total = sum(data)"];
    const trace = tracedRun(
      proved.map((source) => [source, [{}]]),
      [{ name: "data", made: 0, last: 2 }],
    );
    const { steps, certainties } = plans(proved, trace);
    expect(steps[1]).toBe(steps[0]);
    expect(certainties[1]).toEqual(certainties[0]);
  });

  it("hands on random state to what was seen to draw, though the code does not show it", () => {
    const drawing = [
      "import random\nrandom.seed(1)\nsize = random.random()",
      "import numpy as np\nprint(np.linalg.norm(size))",
      "print(size)",
    ];
    const random = [{ generator: "numpy", before: "a", after: "b" }];
    const trace = tracedRun(
      [
        [drawing[0] as string, [{}, { random }, { random }]],
        [drawing[1] as string, [{}, { random }]],
        [drawing[2] as string, [{}]],
      ],
      [],
    );
    expect(plans(drawing, tracedRun([], [])).using.graph.steps.map(({ draws }) => draws)).toEqual([true, false, false]);
    expect(plans(drawing, trace).using.graph.steps.map(({ draws }) => draws)).toEqual([true, true, false]);
  });

  const hidden = [`${UNKNOWN}\n${list}`, "size = len('abc')", "total = sum(data)"];
  const changedIn = (change: Pick<ToldValue, "made" | "since">) =>
    tracedRun(
      [
        [hidden[0] as string, [{}, {}]],
        [hidden[1] as string, [{}]],
        [hidden[2] as string, [{}]],
      ],
      [
        { name: "data", made: 1, last: 1 },
        { name: "data", how: "changed", last: 3, ...change },
      ],
    );

  it("passes on a change that the code does not show, and tells it", () => {
    const trace = changedIn({ since: 2, made: 2 });
    const { steps, codes, certainties, using } = plans(hidden, trace);
    expect(steps[0]).toBe("part_a() -> data\npart_b() -> size\npart_c(data) -> total");
    expect(steps[1]).toBe("part_a() -> data\npart_b(data) -> data size\npart_c(data) -> total");
    expect(certainties[1]).toContain("part_c.data seen");
    expect(codes).toEqual(["CW110"]);
    expect(using.diagnostics[0]?.location?.cell).toBe(3);
  });

  it.each([
    ["was found out by looking much later", { since: 2, made: 3 }],
    ["is one of a library's own values", { since: 2, made: 2, type: "statsmodels.Results" }],
    ["is seen in part only", { since: 2, made: 2, whole: false }],
  ])("does not speak of a change that %s", (_, change) => {
    const trace = changedIn(change);
    const { steps, codes } = plans(hidden, trace);
    expect(steps[1]).toBe(steps[0]);
    expect(codes).toEqual([]);
  });

  it("says from where on the trace is of another notebook", () => {
    const trace = tracedRun(
      [
        [cells[0] as string, [{}, {}]],
        ["other", [{}]],
      ],
      [{ name: "data", made: 1, last: 2 }],
    );
    const { codes, using } = plans(cells, trace);
    expect(codes).toEqual(["CW440"]);
    expect(using.diagnostics[0]?.location?.cell).toBe(3);
  });
});

describe("types and storing", () => {
  const cells = [`${UNKNOWN}\nvalue = unknown.make()`, "print(value)\nvalue"];
  const made = (value: object) => tracedRun([[cells[0] as string, [{}, {}]]], [{ name: "value", made: 1, ...value }]);

  it.each([
    ["sklearn.linear_model.LogisticRegression", true, "sklearn.linear_model.LogisticRegression"],
    ["pandas.DataFrame", true, "pandas.DataFrame"],
    ["sklearn.tree._tree.Tree", false, null],
  ])("takes the type %s over when it is public", (type, isPublic, expected) => {
    const { using } = plans(cells, made({ type, public: isPublic }));
    expect(using.graph.steps[1]?.inputs[0]?.type).toBe(expected);
    expect(using.graph.steps[0]?.outputs[0]?.type).toBe(expected);
  });

  it("makes one step of what gives and takes a value that cannot be stored", () => {
    const trace = made({ type: "unknown.Handle", public: true, storable: { as: "no", why: "TypeError" } });
    const { using } = plans(cells, trace);
    expect(using.graph.merges.map((one) => one.because)).toEqual([
      "`value` (unknown.Handle) cannot be stored and loaded again",
    ]);
  });

  it.each([
    ["data", { type: "builtins.list", storable: { as: "json" } }, 0],
    ["data that holds something else", { type: "builtins.list", storable: { as: "pickle" }, whole: false }, 1],
    ["a live value that can be pickled", { type: "matplotlib.figure.Figure", storable: { as: "pickle" } }, 1],
  ])("needs no merge for what is %s after all", (_, value, merges) => {
    const live = ["handle = open('data.txt')", "print(handle)\nhandle"];
    const trace = tracedRun([[live[0] as string, [{}]]], [{ name: "handle", made: 0, ...value } as never]);
    const { using } = plans(live, trace);
    expect(using.graph.merges.length).toBe(merges);
  });
});
