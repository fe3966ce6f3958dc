import { describe, expect, test } from "vitest";
import { writeTags } from "../../src/notebook/write-tags.ts";
import { tagChanges } from "../../src/plan/tag-changes.ts";
import { planText, type ReadAndPlanned, type Wish } from "../harness/planned.ts";

/** `m:` lines are Markdown cells, `c:` code cells; tags stand in brackets: `c[step:a]: x = 1`. */
function notebook(...lines: readonly string[]): string {
  return lines
    .map((line) => {
      const [, kind, tags, source = ""] = /^([mc])(?:\[(.*?)\])?: ?([\s\S]*)$/.exec(line) ?? [];
      const meta = tags === undefined ? "" : ` tags=${JSON.stringify(tags.split(" "))}`;
      return kind === "m" ? `# %% [markdown]\n# ${source}\n` : `# %%${meta}\n${source}\n`;
    })
    .join("\n");
}

/** The steps with their cells, counted from 1: `load 2-3`. */
function steps({ report }: ReadAndPlanned): readonly string[] {
  return report.steps.map(({ name, cells }) => `${name} ${cells.join(" ")}`);
}

const value = (name: string) => `${name} = [len("${name}")]`;

describe("where steps come from", () => {
  test.each<readonly [title: string, lines: readonly string[], wish: Wish, grouping: string, steps: readonly string[]]>(
    [
      [
        "tags before headings",
        ["m: # A", `c[step:x]: ${value("a")}`, "m: # B", `c: ${value("b")}`],
        {},
        "tags",
        ["x 2 4"],
      ],
      [
        "headings when they are wished for",
        ["m: # A", `c[step:x]: ${value("a")}`, "m: # B", `c: ${value("b")}`],
        { by: "headings" },
        "headings",
        ["a 2", "b 4"],
      ],
      [
        "the first level with three steps",
        ["m: # A", "m: ## B", `c: ${value("b")}`, "m: ## C", `c: ${value("c")}`, "m: ## D", `c: ${value("d")}`],
        {},
        "headings",
        ["b 3", "c 5", "d 7"],
      ],
      [
        "two steps when there are no three",
        ["m: ## B", `c: ${value("b")}`, "m: ## C", `c: ${value("c")}`],
        {},
        "headings",
        ["b 2", "c 4"],
      ],
      [
        "a level that is wished for",
        ["m: # A", `c: ${value("x")}`, "m: ## B", `c: ${value("y")}`, "m: # C", `c: ${value("z")}`],
        { by: "headings", level: 1 },
        "headings",
        ["a 2 4", "c 6"],
      ],
      [
        "a deeper level takes the upper ones in",
        ["m: # A", `c: ${value("x")}`, "m: ## B", `c: ${value("y")}`, "m: # C", `c: ${value("z")}`],
        { by: "headings", level: 2 },
        "headings",
        ["a 2", "b 4", "c 6"],
      ],
      ["one heading is no grouping", ["m: # A", `c: ${value("x")}`], {}, "auto", ["part_1 2"]],
      ["headings without code below", ["m: # A", "m: # B", `c: ${value("x")}`, "m: # C"], {}, "auto", ["part_1 3"]],
      ["tags wished for where there are none", [`c: ${value("x")}`], { by: "tags" }, "tags", ["notebook 1"]],
      [
        "headings wished for where there are none",
        [`c: ${value("x")}`],
        { by: "headings" },
        "headings",
        ["notebook 1"],
      ],
      [
        "a tag again after another",
        [`c[step:p]: ${value("x")}`, `c[step:q]: ${value("y")}`, `c[step:p]: ${value("z")}`],
        {},
        "tags",
        ["p 1", "q 2", "p_2 3"],
      ],
      [
        "blank cells belong to nothing",
        [`c[step:p]: ${value("x")}`, "c: ", `c[step:q]: ${value("y")}`],
        {},
        "tags",
        ["p 1", "q 3"],
      ],
    ],
  )("%s", (_, lines, wish, grouping, expected) => {
    const planned = planText(notebook(...lines), "notebook.py", wish);
    expect(planned.graph.grouping).toBe(grouping);
    expect(steps(planned)).toEqual(expected);
  });

  test("no code at all is no step", () => {
    expect(steps(planText(notebook("m: # Only text")))).toEqual([]);
  });

  test("auto makes at most eight steps, and each cell is in one", () => {
    const lines = Array.from({ length: 120 }, (_, at) => `c: v${at} = [${at === 0 ? "1" : `len(v${at - 1})`}]`);
    const planned = planText(notebook(...lines));
    expect(planned.graph.steps).toHaveLength(8);
    expect(planned.report.steps.flatMap((step) => step.cells)).toEqual(lines.map((_, at) => at + 1));
  });
});

describe("hostile names in tags and headings", () => {
  const titles = [
    "../../x",
    "{{{{",
    `it's "x"`,
    "; rm -rf /",
    "class",
    "📈",
    "x | y",
    "<script>x",
    "%s %(a)s",
    "\\n\\u0000",
  ];
  test.each(titles)("a heading %j", (title) => {
    const planned = planText(notebook(`m: ## ${title}`, `c: ${value("a")}`, "m: ## other", `c: ${value("b")}`));
    expect(planned.graph.steps).toHaveLength(2);
    for (const { name } of planned.graph.steps) expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
  });
  test.each(["../../x", "{{{{", "a/b", "x\ny"])("a tag step:%j names no step", (name) => {
    const cells = [
      {
        cell_type: "code",
        metadata: { tags: [`step:${name}`] },
        source: value("a"),
        outputs: [],
        execution_count: null,
      },
    ];
    const planned = planText(JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 4 }), "n.ipynb");
    expect(planned.all.map((one) => one.code)).toEqual(["CW430"]);
    expect(planned.graph.grouping).toBe("auto");
  });
});

describe("writing the steps down as tags", () => {
  test.each([
    ["headings", ["m: ## Load it", `c: ${value("a")}`, "m: ## 2nd class", `c: ${value("b")}`, `c: ${value("c")}`]],
    ["other tags stay", [`c[mine block:old]: ${value("a")}`, "m: ## B", `c[step:new]: ${value("b")}`]],
    ["parts of auto", [`c: ${value("a")}`, `c: ${value("b")}`, `c: ${value("c")}`, `c: ${value("d")}`]],
    ["a name with blanks", [`c[step:load it]: ${value("a")}`, `c[step:class]: ${value("b")}`]],
  ])("gives the same steps again: %s", (_, lines) => {
    const text = notebook(...lines);
    const planned = planText(text);
    const tagged = writeTags(text, tagChanges(planned.graph, planned.notebook), "notebook.py");
    const again = planText(tagged);
    expect(again.graph.grouping).toBe("tags");
    expect(steps(again)).toEqual(steps(planned));
    expect(tagChanges(again.graph, again.notebook)).toEqual([]);
    expect(again.notebook.cells.map((cell) => cell.source)).toEqual(planned.notebook.cells.map((cell) => cell.source));
  });
});

describe("what a step says of itself", () => {
  const descriptions = (cells: readonly (readonly [kind: "m" | "c", source: string])[], wish: Wish = {}) =>
    planText(
      JSON.stringify({
        cells: cells.map(([kind, source]) => ({
          cell_type: kind === "m" ? "markdown" : "code",
          metadata: {},
          source,
          ...(kind === "m" ? {} : { outputs: [], execution_count: null }),
        })),
        metadata: {},
        nbformat: 4,
        nbformat_minor: 4,
      }),
      "n.ipynb",
      wish,
    ).graph.steps.map(({ description }) => description);

  test.each<readonly [string, readonly string[], string]>([
    ["the text below its heading", ["## A `b`\nText `c`."], "Text `c`."],
    ["not the headings above it", ["# Title\n\nAbout.\n\n## A\nText."], "Text."],
    ["headings below it", ["## A\nText.", "### Part\nMore."], "Text.\n\n### Part\nMore."],
    ["an underlined heading", ["A\n---\nText."], "Text."],
    ["a heading in HTML", ["<h2>A</h2>\nText."], "Text."],
    ["nothing", ["## A"], ""],
  ])("%s", (_, texts, description) => {
    const markdown = texts.map((text) => ["m", text] as const);
    const cells = [...markdown, ["c", value("x")], ["m", "## Other"], ["c", value("y")]] as const;
    expect(descriptions(cells, { by: "headings", level: 2 })).toEqual([description, ""]);
  });
});
