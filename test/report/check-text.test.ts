import { describe, expect, test } from "vitest";
import type { CheckReport } from "../../src/policy/types.ts";
import { renderCheckText } from "../../src/report/check-text.ts";
import { notebook, place, problem, varied } from "./check-reports.ts";

describe("a check in a terminal", () => {
  test("shows problems by notebook, the funnel and what it comes to", () => {
    expect(renderCheckText(varied, false)).toBe(`sales/report.ipynb: 2 errors, 1 warning, 1 note

note CW410 old-format: The file has format 3.

error CW101 use-before-definition: \`total\` is used before it is defined.
  --> cell 2, line 1
   1 | print(total)
     |       ^^^^^
  \`total\` is defined here:
  --> cell 3, line 1
   1 | total = 3
     | ^^^^^
  help: move the definition of \`total\` above this cell
  --unsafe-fixes: move cell 3 above cell 2

warning CW203 unseeded-draw: \`rng\` has no seed.
  --> cell 4, line 1
   1 | x = rng()
     |     ^^^
  --fix: remove it

error CW101 use-before-definition: \`total\` is used before it is defined.
  --> cell 5, line 1
   1 | total
     | ^^^^^

reads                     2 of 2
parses                    2 of 2
dependencies declared     1 of 2
runs                      1 of 2  6 of 10 code cells
same results              1 of 1
stable                 not asked

2 errors, 1 warning, 1 note in 1 of 2 notebooks; 1 can be fixed with --fix, 1 more with --unsafe-fixes; 1 allowed by comments; 2 known from before
`);
  });

  test.each<readonly [string, CheckReport["notebooks"], string]>([
    ["nothing at all", [], "no problems in 0 notebooks\n"],
    ["one that is clean", [notebook("a.ipynb")], "no problems in 1 notebook\n"],
    [
      "several that are clean",
      [notebook("a.ipynb"), notebook("b.py", [], { known: 3 })],
      "no problems in 2 notebooks; 3 known from before\n",
    ],
    ["one with a note", [notebook("a.ipynb", [problem({ severity: "info" })])], "1 note in 1 notebook\n"],
    [
      "one that only an unsafe fix mends",
      [notebook("a.ipynb", [problem({ fix: { title: "t", safety: "unsafe" } })])],
      "1 error in 1 notebook; 1 can be fixed with --unsafe-fixes\n",
    ],
  ])("%s", (_, notebooks, last) => {
    const text = renderCheckText({ notebooks }, false);
    expect(text.slice(text.lastIndexOf("\n", text.length - 2) + 1)).toBe(last);
  });

  test("says what is alike once, with all its places", () => {
    const alike = (cell: number) => problem({ hint: "mend it", place: place(cell, `«a${cell}»`) });
    const problems = [alike(1), problem({ hint: "another", place: place(2, "«b»") }), alike(3), alike(4)];
    const text = renderCheckText({ notebooks: [notebook("a.ipynb", problems)] }, false);
    expect(text).toContain("   1 | a1\n     | ^^\n  and in cell 3, line 1; cell 4, line 1\n  help: mend it\n");
    expect(text).toContain("  help: another\n\n4 errors in 1 notebook");
  });

  test("has colours when they are wanted, and the same text", () => {
    const coloured = renderCheckText(varied, true);
    expect(coloured).toContain("\u001b[1;31merror\u001b[0m \u001b[1mCW101 use-before-definition\u001b[0m: ");
    expect(coloured).toContain(
      "\u001b[2m   1 |\u001b[0m print(total)\n\u001b[2m     |\u001b[0m       \u001b[31m^^^^^\u001b[0m\n",
    );
    expect(coloured.replace(/\u001b\[[0-9;]*m/g, "")).toBe(renderCheckText(varied, false));
  });

  test.each([
    ["of double width", 'x = "結果" + «y»', '   1 | x = "結果" + y\n     |              ^\n'],
    ["beyond the basic plane", "𝔘 = «𝔫𝔦»", "   1 | 𝔘 = 𝔫𝔦\n     |     ^^\n"],
    ["that are shown escaped", "\u001b«y»", "   1 | \\x1by\n     |     ^\n"],
    ["after tabs", "\t\t«y»", "   1 | \t\ty\n     | \t\t^\n"],
  ])("the mark is right with characters %s", (_, marked, frame) => {
    expect(
      renderCheckText({ notebooks: [notebook("a.ipynb", [problem({ place: place(1, marked) })])] }, false),
    ).toContain(frame);
  });

  test.each([
    ["several lines", { endLine: 3, endColumn: 2 }, "     | ^^^^^^^^^^\n"],
    ["what is behind the kept text", { column: 250, endColumn: 255 }, "     |           ^\n"],
    ["nothing", { column: 3, endColumn: 3 }, "     |   ^\n"],
  ])("the mark of a place that is about %s", (_, more, mark) => {
    const at = place(1, "«one»+two()", more);
    expect(
      renderCheckText({ notebooks: [notebook("a.ipynb", [problem({ place: { ...at, text: "one+two()x" } })])] }, false),
    ).toContain(mark);
  });
});

describe("nothing of a notebook is a command", () => {
  const lines = (path: string, message: string, code: string) =>
    renderCheckText(
      { notebooks: [notebook(path, [problem({ message, hint: message, place: place(1, code) })])] },
      false,
    ).split("\n");

  test.each([
    ["to GitHub", "::error::x", /^\s*::/],
    ["to GitHub, of old", "a ##[add-mask]b", /##\[/],
    ["to Azure", "a ##vso[task.setvariable variable=x]b", /##vso\[/i],
    ["to Azure, in capitals", "##VSO[task.complete]", /##vso\[/i],
    ["on a line of its own", "x\n::error::y\r\n::warning::z", /^\s*::/],
  ])("%s", (_, attack, obeyed) => {
    for (const line of lines(attack, attack, attack)) expect(line).not.toMatch(obeyed);
  });
});
