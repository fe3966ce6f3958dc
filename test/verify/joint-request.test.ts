import { describe, expect, test } from "vitest";
import type { Evidence } from "../../src/verify/evidence.ts";
import { evidenceOf, jointRequest } from "../../src/verify/joint-request.ts";
import { partRequest } from "../../src/verify/proof-request.ts";
import { type ProvedNotebook, verifyNotebooks } from "../../src/verify/verify-notebooks.ts";
import { planSections } from "../harness/planned.ts";

const subject = {
  project: "/p",
  package: "shop",
  python: "python3",
  inProcess: false,
  tolerance: { relative: 0, absolute: 0 },
};
const limits = {
  sockets: "/s",
  folder: null,
  timeout: 60,
  memory: null,
  noNetwork: false,
  allowErrors: false,
  references: null,
};

/** Two notebooks of two steps each; the second one has its steps under other names in the project. */
function two() {
  const planned = [
    planSections(["Load", "df = make()"], ["Save", "df = df * 2\nopen('df.txt', 'w').write(str(df))"]),
    planSections(["Take", "rows = open('df.txt').read()"], ["Count", "total = len(rows)\nprint(total)"]),
  ];
  const parts = planned.map((one): ProvedNotebook & typeof one => ({
    ...one,
    rows: one.graph.steps.map(({ name, title, inputs, outputs }) => {
      return { name, title, inputs: inputs.map((each) => each.name), outputs: outputs.map((each) => each.name) };
    }),
  }));
  const asked = parts.map((part) => partRequest(part, part.rows, limits));
  const table = { package: "shop", workdir: "files", steps: parts.flatMap(({ rows }) => rows) };
  return { parts, asked, ...jointRequest(asked, { table, subject, limits }) };
}

const equal = { status: "equal" } as const;
const different = { status: "different", path: "x", left: "1", right: "2" } as const;

function evidenceWith(parts: Partial<Evidence["parts"]>): Evidence {
  return {
    project: { status: "ok", error: null, described: true, describeError: null },
    seconds: { notebook1: 1, notebook2: 1, pipeline: 2, total: 5 },
    parts: { values: [], text: [], figures: [], files: [], random: [null, null], ...parts },
    references: null,
  };
}

describe("a request for several notebooks", () => {
  test("counts cells through, and says where a kernel begins", () => {
    const { request } = two();
    expect(request.cells.map(({ index, isFirst = false }) => [index, isFirst])).toEqual([
      [1, false],
      [3, false],
      [5, true],
      [7, false],
    ]);
    expect(request.steps.map(({ name, cells }) => [name, cells])).toEqual([
      ["load", [1]],
      ["save", [3]],
      ["take", [5]],
      ["count", [7]],
    ]);
    expect(request.questions.map(({ id }) => id)).toEqual(request.questions.map((_, at) => at));
    expect(request.checkpoints.map(({ cell, names }) => [cell, names])).toEqual([
      [1, ["df"]],
      [3, ["df"]],
      [5, ["rows"]],
      [7, ["total", "rows"]],
    ]);
  });

  test("is that of an only notebook where there is one", () => {
    const { asked } = two();
    const [first] = asked;
    const table = { package: "shop", workdir: "files", steps: [] };
    const { request } = jointRequest(first ? [first] : [], { table, subject, limits });
    expect(request.cells).toEqual(first?.cells);
    expect(request.questions).toEqual(first?.questions);
  });
});

describe("what is found of several notebooks", () => {
  test("is told with each in its own cells", () => {
    const { ranges } = two();
    const text = { step: "count", lines: 1, own: equal, candidate: { ...different, cell: 7 } };
    const evidence = evidenceWith({ text: [text], random: [null, { cell: 5, generators: ["numpy"] }] });
    const [, second] = ranges.map((range) => evidenceOf(evidence, range, () => false));
    expect(second?.text.map(({ candidate }) => candidate?.cell)).toEqual([3]);
    expect(second?.random[1]?.cell).toBe(1);
    expect(evidenceOf(evidence, ranges[0] as (typeof ranges)[0], () => false).text).toEqual([]);
  });

  test("is judged apart: the second differs, in its own line", () => {
    const { parts, asked, ranges, request } = two();
    const values = request.questions.map(({ id, name }) => ({
      id,
      own: equal,
      candidate: name === "total" ? different : equal,
    }));
    const proof = { subject, evidence: evidenceWith({ values }), hasOwnSteps: false };
    const found = verifyNotebooks(parts, asked, ranges, proof);
    expect(found.map(({ verdict, steps }) => [verdict, steps.map(({ name }) => name)])).toEqual([
      ["equal", ["load", "save"]],
      ["differs", ["take", "count"]],
    ]);
    expect(found[1]?.firstDivergence?.item.changedAt).toEqual({ cell: 4, line: 1, text: "total = len(rows)" });
  });

  test("has a file with the notebook that writes it, and without what only steps by hand write", () => {
    const { parts, asked, ranges } = two();
    const byHand = { ...different, left: "not written", right: "written" };
    const files = [
      { name: "df.txt", own: equal, candidate: equal },
      { name: "mine.txt", own: equal, candidate: byHand },
    ];
    const filesOf = (hasOwnSteps: boolean) =>
      verifyNotebooks(parts, asked, ranges, { subject, evidence: evidenceWith({ files }), hasOwnSteps }).map(
        ({ steps, rest }) =>
          [...steps.flatMap(({ items }) => items), ...rest].flatMap(({ kind, name }) =>
            kind === "file" ? [name] : [],
          ),
      );
    expect(filesOf(true)).toEqual([["df.txt"], []]);
    expect(filesOf(false)).toEqual([["df.txt"], ["mine.txt"]]);
  });
});
