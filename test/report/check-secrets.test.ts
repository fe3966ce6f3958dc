import { expect, test } from "vitest";
import { renderCheckGithub } from "../../src/report/check-github.ts";
import { renderCheckHtml } from "../../src/report/check-html.ts";
import { renderCheckJson } from "../../src/report/check-json.ts";
import { renderCheckJunit } from "../../src/report/check-junit.ts";
import { renderCheckMarkdown } from "../../src/report/check-markdown.ts";
import { renderCheckSarif } from "../../src/report/check-sarif.ts";
import { renderCheckText } from "../../src/report/check-text.ts";
import { withoutSecrets } from "../../src/report/without-secrets.ts";
import { notebook, place, problem } from "./check-reports.ts";

const secret = place(2, 'connect("«hunter22»")');
const inTwoLines = { ...place(4, "«key = '''»"), endLine: 2, endColumn: 3 };
const report = {
  notebooks: [
    notebook("a.ipynb", [
      problem({ place: place(2, '«connect»("hunter22")') }),
      problem({ code: "CW620", name: "secret-in-source", message: "A password.", place: secret }),
      problem({
        place: place(3, "«connect»()"),
        related: [{ place: place(2, '«connect»("hunter22")'), message: "here" }],
      }),
      problem({ code: "CW621", name: "secret-in-output", message: "A key.", place: inTwoLines }),
      problem({ place: { ...place(4, "hunter22 = «x»"), line: 2, endLine: 2 } }),
      problem({ place: { ...place(5, "«x»"), text: "" } }),
      problem({ place: place(5, 'x = "«hunter22»"') }),
      problem({ place: place(6, "«shown»()") }),
    ]),
  ],
};

test("lines with secrets are shown by no problem and in no form", async () => {
  const forms = [
    renderCheckText(report, true),
    renderCheckJson(report),
    renderCheckSarif(report, { version: "1.0.0", rules: [], rulesPage: null }),
    renderCheckJunit(report),
    renderCheckGithub(report),
    renderCheckMarkdown(report),
    await renderCheckHtml(report, { css: "", script: "", rules: [] }),
  ];
  for (const text of forms) expect(text).not.toMatch(/hunter22|'''/);
});

test("other lines are shown", () => {
  const texts = withoutSecrets(report).notebooks.flatMap(({ problems }) => problems.map((one) => one.place?.text));
  expect(texts).toEqual(["", "", "connect()", "", "", "", "", "shown()"]);
});
