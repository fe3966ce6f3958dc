import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/types.ts";
import { stepsDiagram } from "../../src/plan/steps-diagram.ts";
import type { StepGraph } from "../../src/plan/types.ts";
import { plainText } from "../../src/report/plain-text.ts";
import { renderDiagnostics } from "../../src/report/render-diagnostics.ts";
import { renderPlan } from "../../src/report/render-plan.ts";
import { planSections, planText } from "../harness/planned.ts";

/** What a terminal would obey, and what would hide or turn text. */
const OBEYED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

describe("text for a terminal", () => {
  test.each([
    ["\u001b[31mred\u001b[0m", "\\x1b[31mred\\x1b[0m"],
    ["\u001b]0;title\u0007", "\\x1b]0;title\\x07"],
    ["\u009b2J", "\\x9b2J"],
    ["back\bspace\rreturn", "back\\x08space\\x0dreturn"],
    ["null\u0000", "null\\x00"],
    ["a\u202eb\u2066c", "a\\x202eb\\x2066c"],
    ["tab\tline\n é 結果 📈", "tab\tline\n é 結果 📈"],
  ])("%j", (text, shown) => {
    expect(plainText(text)).toBe(shown);
  });

  test("nothing of the first 70,000 characters is obeyed", () => {
    const all = Array.from({ length: 70_000 }, (_, code) => String.fromCodePoint(code)).join("");
    expect(plainText(all)).not.toMatch(OBEYED);
  });
});

describe("control characters of a notebook", () => {
  const attack = "\u001b[2J\u009b31m\u202ex";
  test("in headings, code and file names are shown in the plan", () => {
    const planned = planSections(
      [`A ${attack}`, `x = open("f${attack}").read()`],
      [`B ${attack}`, `print(x, "${attack}")`],
    );
    expect(renderPlan(planned.report)).not.toMatch(OBEYED);
    expect(renderPlan(planned.report)).toContain("\\x1b[2J");
    expect(stepsDiagram(planned.graph)).not.toMatch(OBEYED);
  });

  test("in the path of the notebook and in code are shown in diagnostics", () => {
    const planned = planText(`print(nowhere, "${attack}")\n`, `n${attack}.py`);
    const text = renderDiagnostics(planned.all, planned.notebook);
    expect(text).toContain("CW102");
    expect(text).not.toMatch(OBEYED);
  });
});

describe("frames of code", () => {
  const { notebook } = planText("# %%\nfirst = 1\nsecond = first + 22\n\tthird\n", "n.py");
  const frame = (start: number, end: number, cell = 0) => {
    const diagnostic: Diagnostic = {
      code: "CW999",
      severity: "info",
      message: "M",
      location: { cell, span: { start, end } },
    };
    return renderDiagnostics([diagnostic], notebook).split("\n").slice(1, 4);
  };

  test.each([
    ["a word", 0, 5, ["  --> n.py, cell 1, line 1", "   1 | first = 1", "     | ^^^^^"]],
    [
      "in the second line",
      19,
      24,
      ["  --> n.py, cell 1, line 2", "   2 | second = first + 22", "     |          ^^^^^"],
    ],
    ["nothing", 10, 10, ["  --> n.py, cell 1, line 2", "   2 | second = first + 22", "     | ^"]],
    ["more than the line", 0, 99, ["  --> n.py, cell 1, line 1", "   1 | first = 1", "     | ^^^^^^^^^"]],
  ])("%s", (_, start, end, lines) => {
    expect(frame(start, end)).toEqual(lines);
  });

  test("places that are not there are no crash", () => {
    expect(frame(5_000, 5_001)).toHaveLength(3);
    expect(frame(0, 1, 99)).toHaveLength(3);
  });

  test.each([
    ["a character that is shown escaped", 'x = "\u001b" + nowhere'],
    ["characters of double width", 'x = "結果" + nowhere'],
    ["tabs", "if 1:\n\tif 1:\n\t\tnowhere"],
    ["a tab within the line", "x = 1,\t nowhere"],
    ["accents that are characters of their own", 'x = "e\u0301" + nowhere'],
    ["letters beyond the basic plane", 'x = "𝔘𝔫𝔦" + nowhere'],
    ["pictures", 'x = "📈" + nowhere'],
  ])("the mark is in its column behind %s", (_, code) => {
    const planned = planText(`# %%\n${code}\n`, "n.py");
    const [, , line = "", mark = ""] = renderDiagnostics(planned.all, planned.notebook).split("\n");
    const column = (text: string) =>
      [...text].reduce(
        (width, one) =>
          width + (one === "\t" ? 8 - (width % 8) : /[\u2e80-\uffe6📈]/u.test(one) ? 2 : one === "\u0301" ? 0 : 1),
        0,
      );
    expect(column(mark.slice(0, mark.indexOf("^")))).toBe(column(line.slice(0, line.indexOf("nowhere"))));
    expect(mark.trimEnd()).toMatch(/[^^]\^{7}$/);
  });

  test("related places and help come with it", () => {
    const planned = planText(
      '# %% tags=["step:a"]\nx = [1]\n# %% tags=["step:b"]\ny = [2]\n# %% tags=["step:c", "prev:b"]\nz = x\n',
    );
    expect(renderDiagnostics(planned.all, planned.notebook).split("\n")).toEqual([
      "warning CW322: the tags say that `c` comes after `b`, but it reads `x`, which `a` defines; the pipeline follows the data.",
      "  --> notebook.py, cell 3, line 1",
      "   1 | z = x",
      "     |     ^",
      "  `x` is defined here:",
      "  --> notebook.py, cell 1, line 1",
      "   1 | x = [1]",
      "     | ^",
      "  help: add the tag `prev:a`",
      "",
    ]);
  });
});

describe("the Mermaid diagram", () => {
  test("of names and an order without a value", () => {
    const { graph } = planSections(
      ["A", "x = [1]\nopen('f', 'w')"],
      ["End", "print(x)"],
      ["C", "y = open('f').read()"],
    );
    expect(stepsDiagram(graph).split("\n")).toEqual([
      "flowchart TD",
      '    s_a["a"]',
      '    s_end["end"]',
      '    s_c["c"]',
      '    s_a -->|"x"| s_end',
      "    s_a -.-> s_c",
    ]);
  });

  test("takes nothing in the name of a value as syntax", () => {
    const inputs = [{ from: "a", name: '"]; click a "javascript:x"\n<b>&`' }];
    const [, , edge] = stepsDiagram({ steps: [{ name: "b", inputs, after: [] }] } as never as StepGraph).split("\n");
    expect(edge).toBe('    s_a -->|"#34;]#59; click a #34;javascript:x#34; #60;b#62;#38;#96;"| s_b');
  });
});

describe("the plan as a table", () => {
  test("has each default on one line, and cuts long ones", () => {
    const code = `text = """a\nb"""\ncount = (1 +  # one = 1\n    2)\nname = "${"long ".repeat(20)}"\nx = [text, count, name]`;
    const [, , line] = renderPlan(
      planText(`# %% tags=["parameters"]\n${code.replace(/\nx.*/, "")}\n# %%\nx = [text, count, name]`).report,
    ).split("\n");
    expect(line).toBe(`parameters  text = """a\\nb""", count = (1 + 2), name = "${"long ".repeat(11)}lon…`);
  });

  test("shows what tags ask for, and the columns stand below each other", () => {
    const { report } = planText(
      '# %% tags=["step:load", "limit:cpu:2", "retries:3", "cache:disabled"]\n結果 = [1]\n# %% tags=["step:end"]\nprint(結果)\n',
    );
    expect(report.steps.map((step) => step.options)).toEqual([
      { "limit:cpu": "2", retries: "3", cache: "disabled" },
      {},
    ]);
    expect(renderPlan(report).split("\n").slice(2, 5)).toEqual([
      "step  cells  takes  parameters  gives",
      "load  1                         結果   limit:cpu 2; retries 3; cache disabled",
      "end   2      結果",
    ]);
  });

  test("a parameter's default is its value alone", () => {
    const { report } = planSections(["A", 'n = 3  # how many\nm = 1; k = 2\ntext = """a\nb"""\nx = [n, m, k, text]']);
    expect(report.parameters.map((one) => one.default)).toEqual(["3", "1", "2", '"""a\nb"""']);
  });
});
