import fc from "fast-check";
import { expect, test } from "vitest";
import type { CheckReport } from "../../src/policy/types.ts";
import { renderCheckGithub } from "../../src/report/check-github.ts";
import { renderCheckHtml } from "../../src/report/check-html.ts";
import { type CheckJson, renderCheckJson } from "../../src/report/check-json.ts";
import { renderCheckJunit } from "../../src/report/check-junit.ts";
import { renderCheckMarkdown } from "../../src/report/check-markdown.ts";
import { renderCheckSarif } from "../../src/report/check-sarif.ts";
import { renderCheckText } from "../../src/report/check-text.ts";
import { notebook, place, problem, run } from "./check-reports.ts";

/** Characters that are obeyed by terminals or that hide or turn text; line ends and tabs apart. */
const OBEYED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

const nasty = fc
  .array(
    fc.oneof(
      { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 5 }) },
      fc.constantFrom(
        ...[
          "<b>",
          "<!--",
          "</script>",
          "<script>",
          "<img src=x onerror=alert(1)>",
          "&lt;",
          '"',
          "'",
          "]]>",
          "`",
          "](",
          "||",
          "\\",
        ],
        ...[
          "\u001b[2J",
          "\u009b",
          "\r",
          "\n",
          "\t",
          "\u202e",
          "\ud800",
          "::error::",
          "##[add-mask]",
          "##vso[x]",
          "%0A",
          "{0}",
        ],
      ),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => parts.join(""));

const notebooks = fc.record({
  path: nasty,
  name: nasty,
  message: nasty,
  hint: nasty,
  text: nasty,
  fix: nasty,
  cellId: nasty,
  related: nasty,
  severity: fc.constantFrom("error" as const, "warning" as const, "info" as const),
  isMarked: fc.boolean(),
});

const reports = fc.array(notebooks, { minLength: 1, maxLength: 3 }).map(
  (all): CheckReport => ({
    notebooks: all.map(({ path, text, cellId, related, isMarked, fix, ...rest }) => {
      const at = place(1, isMarked ? `«${text}»` : text, { cellId });
      const one = problem({
        ...rest,
        place: at,
        related: [{ place: at, message: related }],
        fix: { title: fix, safety: "safe" },
      });
      return notebook(path, [one], { run: run() });
    }),
  }),
);

const check = (holds: (report: CheckReport) => void | Promise<void>) =>
  fc.assert(
    fc.asyncProperty(reports, async (report) => holds(report)),
    { numRuns: 300 },
  );

/** The tags of a text, as a parser of HTML would see them. */
const tagsIn = (text: string) => [...text.matchAll(/<[/!?a-z][^>]*>/gi)].map(([tag]) => tag);

test("text: nothing is obeyed, no line is a command", () =>
  check((report) => {
    for (const colour of [false, true]) {
      const text = renderCheckText(report, colour).replace(colour ? /\u001b\[[0-9;]+m/g : /(?!)/g, "");
      expect(text).not.toMatch(OBEYED);
      expect(text).not.toMatch(/^\s*::|##\[|##vso\[/im);
    }
  }));

test("JSON and SARIF: nothing is obeyed; JSON means the same", () =>
  check((report) => {
    const json = renderCheckJson(report);
    expect(json).not.toMatch(OBEYED);
    expect((JSON.parse(json) as CheckJson).notebooks).toEqual(report.notebooks);
    const sarif = renderCheckSarif(report, { version: "1", rules: [], rulesPage: null });
    expect(sarif).not.toMatch(OBEYED);
    const messages = JSON.parse(sarif).runs[0].results.map((one: { message: { text: string } }) => one.message.text);
    for (const text of messages) expect(text).not.toMatch(/\]\(/);
  }));

test("JUnit: nothing is obeyed, no element but its own", () =>
  check((report) => {
    const xml = renderCheckJunit(report);
    expect(xml).not.toMatch(OBEYED);
    expect(xml).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|]]>/);
    for (const tag of tagsIn(xml)) expect(tag).toMatch(/^<(\?xml|\/?(testsuites?|testcase|failure|system-out)[ />])/);
    expect(xml.replace(/&(amp|lt|gt|quot);/g, "")).not.toContain("&");
  }));

test("GitHub: one command on one line for each problem", () =>
  check((report) => {
    const text = renderCheckGithub(report);
    expect(text).not.toMatch(OBEYED);
    const lines = text.split("\n");
    expect(lines).toHaveLength(report.notebooks.length + 1);
    for (const line of lines.slice(0, -1)) {
      const [, properties = ""] = /^::(?:error|warning|notice) ([^\n]*?)::/.exec(line) ?? [];
      expect(properties.split(",").map((one) => one.split("=")[0])).toEqual(
        ["file", "line", "endLine", "col", "endColumn", "title"].slice(0, properties.split(",").length),
      );
    }
  }));

test("Markdown: nothing is obeyed, no element but its own", () =>
  check((report) => {
    const text = renderCheckMarkdown(report);
    expect(text).not.toMatch(OBEYED);
    for (const tag of tagsIn(text)) expect(tag).toMatch(/^<\/?(details|summary|code)>$/);
  }));

test("HTML: nothing is obeyed; texts are in data alone, and in escaped form", () =>
  check(async (report) => {
    const html = await renderCheckHtml(report, { css: "", script: "run()", rules: [] });
    expect(html).not.toMatch(OBEYED);
    expect(html.match(/<\/?script/gi)).toHaveLength(6);
    expect(html).not.toContain("<!--");
    const data = [...html.matchAll(/<script type="[^"]*" id="[^"]*">(.*?)<\/script>/gs)].map(([, json = ""]) =>
      json.trim(),
    );
    for (const line of data.flatMap((json) => json.split("\n"))) expect(() => JSON.parse(line)).not.toThrow();
    const rest = html.replace(/<script.*<\/script>/s, "");
    for (const tag of tagsIn(rest)) expect(tag).not.toMatch(/\son\w+\s*=|<(img|b>.*<b>)/i);
  }));
