import { describe, expect, test } from "vitest";
import { headings } from "../../src/notebook/headings.ts";
import { readNotebook } from "../../src/notebook/read-notebook.ts";
import { codeCell, markdownCell, notebookJson } from "./sample.ts";

function headingsOf(source: string): [level: number, title: string, line: number][] {
  const { notebook } = readNotebook(JSON.stringify(notebookJson([markdownCell(source)])), "a.ipynb");
  if (notebook === null) throw new Error("the notebook is readable");
  return headings(notebook).map(({ level, title, line }) => [level, title, line]);
}

describe("where headings are", () => {
  const cases: [name: string, source: string, expected: [number, string, number][]][] = [
    [
      "levels",
      "# A\n### B\n###### C\n####### D",
      [
        [1, "A", 0],
        [3, "B", 1],
        [6, "C", 2],
      ],
    ],
    [
      "closing marks",
      "## A ##\n## B#\n## C # #\n# #",
      [
        [2, "A", 0],
        [2, "B#", 1],
        [2, "C #", 2],
      ],
    ],
    ["no space", "#A\n#", []],
    ["indented", "   # A\n    # B\n\t# C", [[1, "A", 0]]],
    ["within text", "text\n## A\ntext", [[2, "A", 1]]],
    [
      "underlined",
      "A\n===\n\nB\n---\n",
      [
        [1, "A", 0],
        [2, "B", 3],
      ],
    ],
    ["underlined lines", "\nA\nb\n-\n", [[2, "A b", 1]]],
    ["rules", "A\n\n---\n\n***\n===", []],
    ["lists, quotations and tables", "- a\n---\n> b\n---\n| c |\n---\n1. d\n---", []],
    [
      "fenced code",
      "```python\n# A\n```\n# B\n~~~~\n# C\n~~~\n# D\n~~~~\n# E",
      [
        [1, "B", 3],
        [1, "E", 9],
      ],
    ],
    ["a fence that does not close", "# A\n```\n# B", [[1, "A", 0]]],
    ["indented code", "text\n\n    A\n    ---\n", []],
    [
      "HTML comments",
      "<!--\n# A\n-->\n# B\n<!-- # C -->\n# D",
      [
        [1, "B", 3],
        [1, "D", 5],
      ],
    ],
    ["preformatted HTML", "<pre>\n# A\n</pre>\n# B", [[1, "B", 3]]],
    ["formulas", "$$\na\n=\nb\n$$\n\\begin{align}\na\n-\n\\end{align}\n# B", [[1, "B", 9]]],
    [
      "HTML",
      '<h2 id="x">A <b>b</b></h2>\n<H1>\nC\n</H1>\ntext <h3>D</h3>',
      [
        [2, "A b", 0],
        [1, "C", 1],
        [3, "D", 4],
      ],
    ],
    [
      "HTML within a block",
      '<div class="a"><h1>A</h1><h2>B</h2></div>',
      [
        [1, "A", 0],
        [2, "B", 0],
      ],
    ],
    [
      "HTML that does not close",
      "<h2>A\n\n# B",
      [
        [2, "A", 0],
        [1, "B", 2],
      ],
    ],
    ["other HTML", "<header>A</header>\n<hr>\n<h7>B</h7>", []],
    ["empty ones", "#\n## \n<h2></h2>\n# ![](a.png)", []],
    [
      "Windows line ends",
      "# A\r\nB\r\n---\r\n",
      [
        [1, "A", 0],
        [2, "B", 1],
      ],
    ],
  ];
  test.each(cases)("%s", (_name, source, expected) => {
    expect(headingsOf(source)).toEqual(expected);
  });

  test("only in Markdown cells, and each names its cell", () => {
    const cells = [
      codeCell("# A"),
      markdownCell("# B"),
      { cell_type: "raw", metadata: {}, source: "# C" },
      markdownCell("# D"),
    ];
    const { notebook } = readNotebook(JSON.stringify(notebookJson(cells)), "a.ipynb");
    expect(notebook && headings(notebook).map(({ cell, title }) => [cell, title])).toEqual([
      [1, "B"],
      [3, "D"],
    ]);
  });
});

describe("titles are plain text", () => {
  const cases: [markdown: string, title: string][] = [
    ["**Load** the *data* ~~now~~", "Load the data now"],
    ["***a*** **b *c* d** __e__ _f_", "a b c d e f"],
    ["snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"],
    ["Use `pd.read_csv(**kw)` and ``a`b``", "Use pd.read_csv(**kw) and a`b"],
    ["A [link](https://a.b/c_(d)) and [other][1]", "A link and other"],
    ["![logo](a.png) Title [![badge](b.svg)](c)", "logo Title badge"],
    ['<a name="x"></a>Title<br/> two', "Title two"],
    ["A &amp; B &lt;c&gt; &#233; &#x1F600; &unknown;", "A & B <c> é 😀 &unknown;"],
    ["1\\. Escaped \\# \\*", "1. Escaped # *"],
    ["🚀 Launch 日本語", "🚀 Launch 日本語"],
    ["Title {#anchor}", "Title"],
    ["Error $\\sigma^2$ of x_i", "Error $\\sigma^2$ of x_i"],
    ["  much   space\t", "much space"],
    ["<https://a.b>", "https://a.b"],
  ];
  test.each(cases)("%s", (markdown, title) => {
    expect(headingsOf(`# ${markdown}`)).toEqual([[1, title, 0]]);
  });

  test.each(["*".repeat(1e5), "[".repeat(1e5), "`".repeat(1e5), "<".repeat(1e5), "_a".repeat(5e4), "{#".repeat(5e4)])(
    "in bounded time",
    (text) => {
      const start = performance.now();
      headingsOf(`# ${text}\n${text}\n---\n<h2>${text}`);
      expect(performance.now() - start).toBeLessThan(1000);
    },
  );
});
