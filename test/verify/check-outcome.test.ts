import { describe, expect, test } from "vitest";
import type { CheckEvidence, CheckedRun, OutputPart, RunStop } from "../../src/verify/check-evidence.ts";
import { checkOutcome } from "../../src/verify/check-outcome.ts";
import { checkRequest } from "../../src/verify/check-request.ts";
import type { Compared } from "../../src/verify/evidence.ts";
import { planText } from "../harness/planned.ts";

const limits = {
  ...{ folder: "/f", around: null, workdir: "", sockets: "/s", timeout: 60, cellTimeout: 60, memory: null },
  ...{ noNetwork: false, outputLimit: 1000, repeat: 1, rtol: 1e-9, atol: 1e-12 },
};
const equal: Compared = { status: "equal" };
const different: Compared = { status: "different", path: "line 1", left: "1", right: "2" };

interface CellText {
  readonly source: string;
  readonly outputs?: readonly object[];
  readonly count?: number | null;
  readonly tags?: readonly string[];
}

function read(...cells: readonly CellText[]) {
  const text = JSON.stringify({
    ...{ nbformat: 4, nbformat_minor: 4, metadata: {} },
    cells: cells.map(({ source, outputs = [], count = null, tags = [] }) => {
      return { cell_type: "code", source, outputs, execution_count: count, metadata: { tags } };
    }),
  });
  const { notebook, analysis } = planText(text, "a.ipynb");
  return { notebook, analysis };
}

const printed = (text: string) => [{ output_type: "stream", name: "stdout", text }];
const cellsOf = (count: number) =>
  Array.from({ length: count }, (_, source) => ({ source: `x${source} = 1`, outputs: printed("1") }));

/** A run in which cells up to `ran` took a second each. */
function run(
  ran: number,
  failure: RunStop | null = null,
  error: CheckedRun["cells"][number]["error"] = null,
): CheckedRun {
  const cells = Array.from({ length: ran }, (_, cell) => ({
    cell,
    seconds: 1,
    error: cell === ran - 1 ? error : null,
    cut: false,
  }));
  return { seconds: ran, cells, failure };
}

function part(cell: number, found: Partial<OutputPart>): OutputPart {
  return { cell, kind: "printed", index: 0, saved: null, own: null, sameSeed: null, sameThreads: null, ...found };
}

function judge(
  cells: readonly CellText[],
  runs: readonly CheckedRun[],
  parts: Partial<CheckEvidence["parts"]> = {},
  allowErrors = false,
) {
  const { notebook, analysis } = read(...cells);
  const request = checkRequest(notebook, analysis, limits, { allowErrors, set: new Map() });
  const evidence = { runs, parts: { outputs: [], files: [], random: [], ...parts } };
  const { outcome, diagnostics } = checkOutcome(evidence, request, notebook, analysis);
  const told = diagnostics.map(({ code, severity, location }) => {
    const source = notebook.cells[location?.cell ?? -1]?.source ?? "";
    return `${severity} ${code} ${location === undefined ? "-" : location.cell + 1}: ${source.slice(location?.span.start, location?.span.end)}`;
  });
  return { outcome, diagnostics, told };
}

const stop = (rest: Partial<RunStop>): RunStop => ({ kind: "error", cell: 1, frames: [], memory: false, ...rest });
const zeroDivision = {
  name: "ZeroDivisionError",
  text: "division by zero",
  frames: [{ cell: 1, line: 1 }],
  memory: false,
};

describe("what a run comes to", () => {
  test("runs, is the same and stable", () => {
    const same = [part(0, { saved: equal, own: equal })];
    const { outcome, told } = judge(cellsOf(2), [run(2), run(2)], { outputs: same });
    expect(told).toEqual([]);
    expect(outcome).toEqual({
      ...{ runs: "yes", same: "yes", stable: "yes", cellsRun: 2, cells: 2 },
      seconds: [
        { cell: 1, seconds: 1 },
        { cell: 2, seconds: 1 },
      ],
    });
  });

  test("without saved outputs and a second run, only one thing is asked", () => {
    const { outcome } = judge([{ source: "x = 1", count: 3 }], [run(1)]);
    expect([outcome.runs, outcome.same, outcome.stable]).toEqual(["yes", "not asked", "not asked"]);
  });

  test("an error stops it, with credit for what ran", () => {
    const { outcome, told, diagnostics } = judge(cellsOf(3), [run(2, stop({}), zeroDivision)]);
    expect([outcome.runs, outcome.same, outcome.cellsRun, outcome.cells]).toEqual(["no", "not asked", 1, 3]);
    expect(told).toEqual(["error CW501 2: x1 = 1"]);
    expect(diagnostics[0]?.message).toBe(
      "`ZeroDivisionError: division by zero` is raised, and the notebook stops here: 1 of 3 cells ran.",
    );
  });

  test("what the cell that fails does not show is no further finding", () => {
    const outputs = [part(0, { saved: different, own: equal }), part(1, { saved: different, own: equal })];
    const { told } = judge(cellsOf(3), [run(2, stop({}), zeroDivision)], { outputs });
    expect(told.map((one) => one.slice(0, one.indexOf(":")))).toEqual(["error CW501 2", "warning CW502 1"]);
  });

  test("what is shown in part is told, and not compared", () => {
    const whole = run(2);
    const shown = { ...whole, cells: whole.cells.map((cell, at) => ({ ...cell, cut: at === 1 })) };
    const { told } = judge(cellsOf(2), [shown], { outputs: [part(1, { saved: different })] });
    expect(told).toEqual(["warning CW507 2: x1 = 1"]);
  });

  test("an error in a function of another cell shows both lines", () => {
    const frames = [
      { cell: 1, line: 1 },
      { cell: 0, line: 1 },
    ];
    const { diagnostics } = judge(cellsOf(2), [run(2, stop({}), { ...zeroDivision, frames })]);
    expect(diagnostics[0]?.related?.map(({ location }) => location)).toEqual([{ cell: 0, span: { start: 0, end: 6 } }]);
  });

  test("cells that are tagged so may fail, others are told of when errors are allowed", () => {
    const tagged = [{ source: "x = 1" }, { source: "1 / 0", tags: ["raises-exception"] }];
    expect(judge(tagged, [run(2, null, zeroDivision)]).outcome).toMatchObject({ runs: "yes", cellsRun: 2 });
    const allowed = judge(cellsOf(2), [run(2, null, zeroDivision)], {}, true);
    expect(allowed.told).toEqual(["warning CW501 2: x1 = 1"]);
    expect(allowed.outcome).toMatchObject({ runs: "no", cellsRun: 1 });
  });

  test.each([
    [
      { kind: "timeout", limit: "cell", seconds: 9, frames: [{ cell: 1, line: 1 }] },
      "error CW505 2: x1 = 1",
      /after 9 s: 1 of 2/,
    ],
    [{ kind: "timeout", limit: "total", seconds: 9 }, "error CW505 2: ", /The notebook was not done after 9 s/],
    [{ kind: "died", exitCode: -9, said: "" }, "error CW504 2: ", /SIGKILL/],
    [{ kind: "died", exitCode: 3, said: "what(): bad" }, "error CW504 2: ", /exit code 3.*It said: `what\(\): bad`/],
    [{ kind: "died", exitCode: null, said: "" }, "error CW504 2: ", /not known how/],
    [{ kind: "died", exitCode: -9, said: "", memory: true }, "error CW506 2: ", /Memory is used up/],
  ] as const)("%o", (rest, expected, words) => {
    const { told, diagnostics, outcome } = judge(cellsOf(2), [run(1, stop(rest))]);
    expect(told).toEqual([expected]);
    expect(diagnostics[0]?.message).toMatch(words);
    expect(outcome).toMatchObject({ runs: "no", cellsRun: 1 });
  });

  test("an error for want of memory has a name of its own", () => {
    const error = { ...zeroDivision, name: "MemoryError", text: "", memory: true };
    expect(judge(cellsOf(2), [run(2, stop({ memory: true }), error)]).told).toEqual(["error CW506 2: x1 = 1"]);
  });
});

describe("saved outputs", () => {
  test("one finding for each cell that differs", () => {
    const outputs = [
      part(0, { saved: different }),
      part(1, { saved: equal }),
      part(1, { kind: "display", saved: { status: "different", what: "pixels", pixels: 0.0312, likeness: 0.9 } }),
      part(1, { kind: "display", index: 1, saved: different }),
    ];
    const { outcome, diagnostics } = judge(cellsOf(2), [run(2)], { outputs });
    expect(outcome.same).toBe("no");
    expect(diagnostics.map(({ message }) => message)).toEqual([
      "The saved output is not what a run gives: line 1 was `1` and is now `2`.",
      "The saved output is not what a run gives: picture 1 differs in 3.1 % of its pixels (likeness 0.90), and 1 more of its outputs differ.",
    ]);
  });

  test("what could not be compared is no difference", () => {
    expect(judge(cellsOf(1), [run(1)], { outputs: [part(0, { saved: { status: "absent" } })] }).outcome.same).toBe(
      "yes",
    );
  });

  test("what changes from run to run is told once, as that", () => {
    const outputs = [part(0, { saved: different, own: different, sameSeed: equal, sameThreads: different })];
    const { outcome, told } = judge(cellsOf(1), [run(1), run(1)], { outputs });
    expect(told).toEqual(["warning CW503 1: "]);
    expect(outcome).toMatchObject({ same: "no", stable: "no" });
  });

  test("a draw without a seed above is named where there was one run", () => {
    const cells = [{ source: "import random\nx = random.random()" }, { source: "x", outputs: printed("1") }];
    const { diagnostics } = judge(cells, [run(2)], { outputs: [part(1, { saved: different })] });
    expect(diagnostics[0]?.hint).toMatch(/without a seed in cell 1, line 2/);
  });
});

describe("causes", () => {
  const unstable = { own: different, sameSeed: different, sameThreads: different };
  const random = [{ cell: 1, generators: ["numpy", "python"] }];
  const cells = [
    { source: "import random\nimport numpy as np\nrandom.seed(1)" },
    { source: "a = random.random()\nb = np.random.normal()" },
    { source: "print(a)" },
    { source: "print(b)" },
  ];

  test("a draw without a seed, with the line to add", () => {
    const outputs = [part(3, unstable)];
    const { told, diagnostics } = judge(cells, [run(4), run(4)], { outputs, random });
    expect(told).toEqual(["warning CW503 2: b = np.random.normal()"]);
    expect(diagnostics[0]?.hint).toBe("add `import numpy; numpy.random.seed(0)` above line 2 of cell 2");
    expect(diagnostics[0]?.related?.map(({ location }) => location.cell)).toEqual([3]);
  });

  test("a generator that both runs have in one state is no cause", () => {
    const outputs = [part(2, { ...unstable, sameSeed: equal })];
    const { diagnostics } = judge(cells, [run(4), run(4)], { outputs, random: [{ cell: 1, generators: ["numpy"] }] });
    expect(diagnostics[0]?.message).toMatch(/hash seed/);
  });

  test("what is drawn may be the same by chance", () => {
    const outputs = [part(3, { ...unstable, sameSeed: equal })];
    const { diagnostics } = judge(cells, [run(4), run(4)], { outputs, random });
    expect(diagnostics[0]?.message).toMatch(/numpy is drawn from without a seed/);
  });

  test("threads", () => {
    const outputs = [part(0, { ...unstable, sameThreads: equal })];
    const { diagnostics } = judge(cellsOf(1), [run(1), run(1)], { outputs });
    expect(diagnostics[0]?.message).toMatch(/number of threads/);
  });

  test("several outputs of one cause are told once", () => {
    const outputs = [part(3, unstable), part(3, { ...unstable, kind: "display" }), part(1, unstable)];
    const { told, diagnostics } = judge(cells, [run(4), run(4)], {
      outputs,
      random: [{ cell: 1, generators: ["numpy"] }],
    });
    expect(told).toEqual(["warning CW503 2: b = np.random.normal()"]);
    expect(diagnostics[0]?.message).toMatch(/and 2 more/);
  });

  test("a file is placed where it is written", () => {
    const writing = [{ source: "x = 1\nopen('out.txt', 'w').write(str(x))" }];
    const files = [{ name: "out.txt", own: different, sameSeed: different, sameThreads: different }];
    const { diagnostics } = judge(writing, [run(1), run(1)], { files });
    expect(diagnostics.map(({ code, location }) => [code, location?.cell])).toEqual([["CW503", 0]]);
  });

  test("a second run that stops", () => {
    const { told, outcome } = judge(cellsOf(2), [run(2), run(2, stop({}), zeroDivision)]);
    expect(told).toEqual(["warning CW503 2: x1 = 1"]);
    expect(outcome).toMatchObject({ runs: "yes", stable: "no", cellsRun: 2 });
  });
});
