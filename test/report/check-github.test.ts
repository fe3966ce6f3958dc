import { describe, expect, test } from "vitest";
import type { Problem } from "../../src/policy/types.ts";
import { renderCheckGithub } from "../../src/report/check-github.ts";
import { renderCheckMarkdown } from "../../src/report/check-markdown.ts";
import { notebook, place, problem, varied } from "./check-reports.ts";

test("commands: the worst first, with the cell in the message", () => {
  expect(renderCheckGithub(varied)).toBe(
    `::error file=sales/report.ipynb,line=20,endLine=20,col=12,endColumn=17,title=CW101 use-before-definition::cell 2, line 1: \`total\` is used before it is defined.%0Ahelp: move the definition of \`total\` above this cell
::error file=sales/report.ipynb,line=50,endLine=50,col=6,endColumn=11,title=CW101 use-before-definition::cell 5, line 1: \`total\` is used before it is defined.
::warning file=sales/report.ipynb,line=40,endLine=40,col=10,endColumn=13,title=CW203 unseeded-draw::cell 4, line 1: \`rng\` has no seed.
::notice file=sales/report.ipynb,title=CW410 old-format::The file has format 3.
`,
  );
});

test("repetitions come after the first of each rule in each notebook", () => {
  const many = (...codes: readonly string[]) => codes.map((code) => problem({ code, severity: "warning" }));
  const report = {
    notebooks: [
      notebook("a", many("CW101", "CW101", "CW101", "CW102")),
      notebook("b", [...many("CW101", "CW101"), problem()]),
    ],
  };
  const order = renderCheckGithub(report)
    .split("\n")
    .map((line) => line.replace(/^::(\w+) file=(\w),title=(\w+).*/, "$1 $2 $3"));
  expect(order).toEqual([
    "error b CW101",
    ...["a CW101", "a CW102", "b CW101", "a CW101", "b CW101", "a CW101"].map((one) => `warning ${one}`),
    "",
  ]);
});

test.each<readonly [string, string, Partial<Problem>, string]>([
  [
    "a path",
    "a,b:c%\n.ipynb",
    {},
    "::error file=a%2Cb%3Ac%25%0A.ipynb,title=CW101 use-before-definition::`total` is used before it is defined.",
  ],
  ["a name", "a", { name: "x,y::z" }, "::error file=a,title=CW101 x%2Cy%3A%3Az::`total` is used before it is defined."],
  [
    "a message",
    "a",
    { message: "100%:, x\r\n::error::y" },
    "::error file=a,title=CW101 use-before-definition::100%25:, x\\x0d%0A::error::y",
  ],
  ["controls", "a", { message: "\u001b[31m" }, "::error file=a,title=CW101 use-before-definition::\\x1b[31m"],
  [
    "several lines",
    "a",
    { message: "M", place: { ...place(1, "«x»"), file: { line: 3, column: 9, endLine: 5, endColumn: 2 } } },
    "::error file=a,line=3,endLine=5,title=CW101 use-before-definition::cell 1, line 1: M",
  ],
])("escapes %s", (_, path, more, line) => {
  expect(renderCheckGithub({ notebooks: [notebook(path, [problem(more)])] })).toBe(`${line}\n`);
});

describe("the summary in Markdown", () => {
  test("has totals, rules, and what was found", () => {
    expect(renderCheckMarkdown(varied)).toBe(`## Notebook check

2 errors, 1 warning, 1 note in 1 of 2 notebooks; 1 can be fixed with --fix, 1 more with --unsafe-fixes; 1 allowed by comments; 2 known from before.

|  | notebooks |  |
|---|---:|---|
| reads | 2 of 2 |  |
| parses | 2 of 2 |  |
| dependencies declared | 1 of 2 |  |
| runs | 1 of 2 | 6 of 10 code cells |
| same results | 1 of 1 |  |
| stable | not asked |  |

| rule | severity | problems | notebooks |
|---|---|---:|---:|
| CW101 use-before-definition | error | 2 | 1 |
| CW203 unseeded-draw | warning | 1 | 1 |
| CW410 old-format | note | 1 | 1 |

<details><summary>sales/report.ipynb: 2 errors, 1 warning, 1 note</summary>

- **error CW101**, cell 2, line 1: <code>total</code> is used before it is defined. *Help:* move the definition of <code>total</code> above this cell
- **error CW101**, cell 5, line 1: <code>total</code> is used before it is defined.
- **warning CW203**, cell 4, line 1: <code>rng</code> has no seed.
- **note CW410**: The file has format 3.

</details>
`);
  });

  test("is short when there is nothing", () => {
    expect(renderCheckMarkdown({ notebooks: [notebook("a.ipynb")] })).toBe(
      "## Notebook check\n\nno problems in 1 notebook.\n",
    );
  });

  test("shows the worst of many notebooks, and stays small", () => {
    const notebooks = Array.from({ length: 5_000 }, (_, at) =>
      notebook(`n${at}.ipynb`, Array(at === 4_321 ? 99 : 30).fill(problem())),
    );
    const text = renderCheckMarkdown({ notebooks });
    expect(text).toMatch(/<summary>n4321\.ipynb: 99 errors<\/summary>\n\n(- .*\n){20}- 79 more\n/);
    expect(text.trimEnd().split("\n").at(-1)).toBe("4950 more notebooks with problems not shown.");
    expect(text.length).toBeLessThan(500_000);
  });

  test.each([
    ["<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert\\(1\\)&gt;"],
    ["[a](https://b) *c* _d_ | e", "\\[a\\]\\(https\\://b\\) \\*c\\* \\_d\\_ \\| e"],
    ["`a|b<c>` and ` alone", "<code>a\\|b&lt;c&gt;</code> and \\` alone"],
    ["@everyone #1 www.x.org &amp;", "\\@everyone \\#1 www\\.x.org &amp;amp;"],
    ["one\n\n# two", "one  \\# two"],
  ])("%j is no markup", (message, shown) => {
    const text = renderCheckMarkdown({ notebooks: [notebook("a.ipynb", [problem({ message })])] });
    expect(text).toContain(`- **error CW101**: ${shown}\n`);
  });
});
