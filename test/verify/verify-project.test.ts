import { describe, expect, test } from "vitest";
import { renderVerificationHtml } from "../../src/report/verification-html.ts";
import { renderVerificationJunit } from "../../src/report/verification-junit.ts";
import { renderVerification } from "../../src/report/verification-text.ts";
import type { Compared, Evidence, RandomDifference } from "../../src/verify/evidence.ts";
import { isPlanOf } from "../../src/verify/matching-plan.ts";
import { partRequest } from "../../src/verify/proof-request.ts";
import type { Verification } from "../../src/verify/types.ts";
import { verifyProject } from "../../src/verify/verify-project.ts";
import { planSections } from "../harness/planned.ts";

const equal: Compared = { status: "equal" };
const different: Compared = {
  status: "different",
  path: "df['a'][3]",
  left: "1",
  right: "2",
  column: "a",
  row: 3,
  label: "x",
};
const subject = {
  project: "/p",
  package: "shop",
  notebook: "shop.ipynb",
  python: "python3",
  inProcess: false,
  tolerance: { relative: 0, absolute: 0 },
};
type Sections = readonly (readonly [title: string, ...code: string[]])[];
interface Found {
  readonly own?: Compared;
  readonly candidate?: Compared | null;
}

/** Judges a notebook of which all values are equal but for some, named `kind step.name`. */
function judge(
  sections: Sections,
  found: Readonly<Record<string, Found>> = {},
  parts: Partial<Evidence["parts"]> = {},
  project: Partial<Evidence["project"]> = {},
): Verification {
  const planned = planSections(...sections);
  const steps = planned.graph.steps.map(({ name, title, inputs, outputs }) => {
    return { name, title, inputs: inputs.map((one) => one.name), outputs: outputs.map((one) => one.name) };
  });
  const { questions, cellsByStep } = partRequest(planned, steps, { allowErrors: false });
  const values = questions.map(({ id, kind, step, name }) => {
    return { id, own: equal, candidate: equal, ...found[`${kind} ${step}.${name}`] };
  });
  const evidence: Evidence = {
    project: { status: "ok", error: null, described: true, describeError: null, ...project },
    seconds: { notebook1: 1, notebook2: 1, pipeline: 2, total: 5 },
    parts: { values, text: [], figures: [], files: [], random: [], ...parts },
    references: null,
  };
  const { analysis, notebook } = planned;
  const context = { analysis, notebook, cellsByStep, random: evidence.parts.random[0] ?? null };
  return verifyProject({ subject, table: steps, questions, evidence, context });
}

const shop: Sections = [
  ["Load", "df = make()"],
  ["Clean", "df = df.dropna()\ndf['b'] = 1"],
  ["Fit", "model = learn(df)\nprint(model)"],
];

describe("a verification", () => {
  test("is equal when everything is", () => {
    const report = judge(shop);
    expect([report.verdict, report.firstDivergence, report.counts.differs]).toEqual(["equal", null, 0]);
    expect(report.steps.map((step) => step.takesFrom)).toEqual([[], ["load"], ["clean"]]);
  });

  test("names the first difference in the order of steps, with the line that made it", () => {
    const report = judge(shop, {
      "output fit.model": { candidate: different },
      "output clean.df": { candidate: different },
    });
    expect(report.verdict).toBe("differs");
    expect(report.firstDivergence?.item).toMatchObject({
      kind: "output",
      step: "clean",
      name: "df",
      difference: { path: "df['a'][3]", column: "a", row: 3, label: "x", notebook: "1", pipeline: "2" },
      changedAt: { cell: 4, line: 1, text: "df = df.dropna()" },
    });
    expect(report.firstDivergence?.arisesHere).toBe(true);
    expect(report.steps.map((step) => step.verdict)).toEqual(["equal", "differs", "differs"]);
  });

  test("names the line that may have changed the column last", () => {
    const sections: Sections = [
      ["Load", "df = make()"],
      ["Clean", "df['a'] = df['a'] * 2\ndf.loc[df['a'] > 1, 'b'] = 1\ndf = df.assign(c=3)"],
      ["Fit", "print(df)"],
    ];
    const lineFor = (found: Compared) => {
      const report = judge(sections, { "output clean.df": { candidate: found } });
      return report.firstDivergence?.item.changedAt?.text;
    };
    expect(lineFor(different)).toBe("df['a'] = df['a'] * 2");
    expect(lineFor({ ...different, path: "df['b'][3]", column: "b" })).toBe("df.loc[df['a'] > 1, 'b'] = 1");
    expect(lineFor({ ...different, path: "df['c'][3]", column: "c" })).toBe("df = df.assign(c=3)");
    expect(lineFor({ ...different, path: "df['d'][3]", column: "d" })).toBe("df = make()");
    expect(lineFor({ ...different, path: "df.iloc[:, 1]", column: ".iloc[:, 1]" })).toBe("df = df.assign(c=3)");
    expect(lineFor({ ...different, path: "df.index", column: null })).toBe("df = df.assign(c=3)");
    expect(lineFor({ ...different, path: "df['x']['a'][3]", column: "a" })).toBe("df = df.assign(c=3)");
  });

  test("puts what changed first before what follows from it", () => {
    const sections: Sections = [
      ["All", "a = make()"],
      ["More", "b = work(a)\nc = work(b)\nprint(c)"],
      ["Use", "show(c, b)"],
    ];
    const report = judge(sections, {
      "output more.c": { candidate: different },
      "output more.b": { candidate: different },
    });
    expect(report.firstDivergence?.item.name).toBe("b");
  });

  test("asks nothing where the notebook does not agree with itself", () => {
    const report = judge(shop, { "output load.df": { own: different, candidate: different } });
    expect([report.verdict, report.counts.unstable]).toEqual(["unstable", 1]);
    expect(report.steps[0]?.items[0]?.cause?.name).toBe("unknown");
  });

  test("knows what one side has not", () => {
    const absent: Compared = { status: "absent", left: "there", right: "no such variable" };
    const item = judge(shop, { "output load.df": { candidate: absent } }).steps[0]?.items[0];
    expect([item?.verdict, item?.reason]).toEqual(["notCompared", "the pipeline: no such variable"]);
  });

  test("is failed when the pipeline does not run", () => {
    const error = { step: "fit", text: "ValueError: no" };
    const report = judge(shop, {}, {}, { status: "fails", error });
    expect([report.verdict, report.steps[2]?.verdict, report.pipelineFailure]).toEqual(["failed", "failed", error]);
  });
});

describe("the cause of instability", () => {
  const draws: Sections = [
    ["Draw", "import numpy as np\nx = np.random.rand(3)"],
    ["Use", "print(x)"],
  ];
  const causeOf = (sections: Sections, own: Compared, candidate: Compared, random: RandomDifference | null) =>
    judge(sections, { "output draw.x": { own, candidate } }, { random: [random] }).steps[0]?.items[0]?.cause;
  const drawn = { cell: 1, generators: ["numpy", "python"] };

  test.each([
    ["unseededDraw", draws, different, different, drawn],
    ["setOrder", draws, different, equal, null],
    [
      "unseededDraw",
      [
        ["Draw", "import numpy as np\nx = np.random.default_rng().random(3)"],
        ["Use", "print(x)"],
      ],
      different,
      different,
      null,
    ],
    [
      "clock",
      [
        ["Draw", "import time\nx = time.time()"],
        ["Use", "print(x)"],
      ],
      { ...different, left: "1763740800.5" },
      different,
      null,
    ],
    [
      "address",
      [
        ["Draw", "x = make()"],
        ["Use", "print(x)"],
      ],
      { ...different, left: "<a at 0x7f00aabbcc>" },
      different,
      null,
    ],
    [
      "unknown",
      [
        ["Draw", "x = make()"],
        ["Use", "print(x)"],
      ],
      different,
      different,
      drawn,
    ],
  ] as const)("is found: %s", (name, sections, own, candidate, random) => {
    expect(causeOf(sections as unknown as Sections, own, candidate, random)?.name).toBe(name);
  });

  test("comes with a patch", () => {
    const cause = causeOf(draws, different, different, drawn);
    expect(cause?.patch).toBe("cell 2, line 2:\n+ import numpy; numpy.random.seed(0)\n  x = np.random.rand(3)");
  });

  test("is chance when two runs agree in what draws without a seed, and the pipeline does not", () => {
    expect(causeOf(draws, equal, different, drawn)?.name).toBe("unseededDraw");
    expect(causeOf(draws, equal, different, null)).toBeNull();
  });
});

describe("the plan of a project", () => {
  test("is known by its steps and what they take and give", () => {
    const { graph } = planSections(...shop);
    const table = graph.steps.map(({ name, title, inputs, outputs }) => {
      return { name, title, inputs: inputs.map((one) => one.name), outputs: outputs.map((one) => one.name) };
    });
    expect(isPlanOf(table, graph)).toBe(true);
    expect(isPlanOf(table.slice(1), graph)).toBe(false);
    expect(
      isPlanOf(
        table.map((row) => ({ ...row, outputs: [] })),
        graph,
      ),
    ).toBe(false);
  });
});

describe("reports", () => {
  const sections: Sections = [
    ["Load <b>", "df = make('<script>')"],
    ["Use", "print(df)"],
  ];
  const step = planSections(...sections).graph.steps[0]?.name ?? "";
  const report = judge(sections, {
    [`output ${step}.df`]: { candidate: { ...different, right: "<script>alert(1)</script>" } },
  });

  test("as text", () => {
    expect(renderVerification(report)).toContain(
      `first difference: df as step ${step} gives it\n  at        df['a'][3], column a, row 3 (label x)\n  notebook  1\n`,
    );
  });

  test("as JUnit XML", () => {
    const xml = renderVerificationJunit([report]);
    expect(xml).toContain('failures="1"');
    expect(xml).toContain("&lt;script&gt;");
    expect(xml).not.toContain("<script");
  });

  test("as a page in which nothing can run", () => {
    const html = renderVerificationHtml([report], { css: "", pictures: new Map() });
    expect(html).toContain("default-src 'none'");
    expect(html).not.toContain("<script");
    expect(html.match(/<rect class="(equal|differs)"/g)).toEqual(['<rect class="differs"', '<rect class="equal"']);
  });
});

test("a file belongs to the step that writes it", () => {
  const sections: Sections = [
    ["Load", "import pandas as pd\ndf = pd.DataFrame()"],
    ["Save", "df.to_csv('out/df.csv')"],
  ];
  const files = ["out/df.csv", "cache.bin"].map((name) => ({ name, own: equal, candidate: different }));
  const report = judge(sections, {}, { files });
  expect(report.steps.map(({ name, verdict }) => [name, verdict])).toEqual([
    ["load", "equal"],
    ["save", "differs"],
  ]);
  expect(report.rest.filter(({ kind }) => kind === "file").map(({ name }) => name)).toEqual(["cache.bin"]);
  const text = renderVerification(report);
  expect(text).toContain("first difference: the file out/df.csv that step save writes");
  expect(text).toMatch(/^save +differs +0\/1$/m);
});
