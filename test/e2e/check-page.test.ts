import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { CheckReport, NotebookReport } from "../../src/policy/types.ts";
import { renderCheckHtml } from "../../src/report/check-html.ts";
import { allRules } from "../../src/rules/all-rules.ts";
import { notebook, place, problem, run } from "../report/check-reports.ts";
import { findBrowser, view } from "./browser.ts";
import { temporaryFolder } from "./tools.ts";

const browser = findBrowser();
const noBrowser = "no browser: install Chromium (Debian: apt install chromium), or set CHROMIUM to one";
const COUNT = 5_000;
const attack = `<img src=x onerror="document.title='broken'"></script><script>document.title='broken'</script>`;

/** Many notebooks with many problems, the last one with names and code that try to become HTML. */
function large(): CheckReport {
  const codes = ["CW101", "CW103", "CW204", "CW620"];
  const lines = ["print(«total»)", "df = pd.read_csv(«'data/sales.csv'»)", "x = rng.«normal»(size=10)", "key = «'x'»"];
  const many = (at: number) =>
    Array.from({ length: (at * 7) % 13 }, (_, index) => {
      const kind = (at + index) % 4;
      const severity = kind === 0 ? "error" : kind === 1 ? "warning" : "info";
      const message = `\`name${index}\` is used here, and only cell ${index + 3} further down defines it.`;
      const related =
        kind === 0 ? [{ place: place(index + 3, "«total» = 3"), message: "`total` is defined here" }] : [];
      const name = allRules.find(({ code }) => code === codes[kind])?.name ?? "rule";
      return problem({
        code: codes[kind] ?? "",
        name,
        severity,
        message,
        related,
        hint: "move it up",
        place: place(index + 1, lines[kind] ?? ""),
      });
    });
  const notebooks = Array.from({ length: COUNT - 1 }, (_, at): NotebookReport => {
    const name = `team-${at % 40}/project-${at % 250}/analysis-${String(at).padStart(4, "0")}.ipynb`;
    const runs = at % 5 === 0 ? ("no" as const) : ("yes" as const);
    const outcome = run({
      runs,
      same: runs === "no" ? "not asked" : at % 3 === 0 ? "no" : "yes",
      cells: 20,
      cellsRun: runs === "no" ? 7 : 20,
    });
    return notebook(name, many(at), { cells: 20, parses: at % 50 !== 0, declared: at % 3 === 0, run: outcome });
  });
  const nasty = notebook(`zz/${attack}.ipynb`, [
    problem({ name: attack, message: attack, hint: attack, place: place(1, `${attack}«\u001b[31m»<!--`) }),
  ]);
  return { notebooks: [...notebooks, nasty] };
}

/** What a person does with the page, and what they see then. */
const use = `(async () => {
  const byId = (id) => document.getElementById(id);
  const rows = () => [...document.querySelectorAll("#rows > tr:not(.detail)")];
  const first = () => rows()[0].cells[0].innerText;
  const column = (title) => [...document.querySelectorAll("#columns button")].find((one) => one.textContent.startsWith(title));
  const timed = (act) => { const start = performance.now(); act(); document.body.offsetHeight; return performance.now() - start; };
  const type = (text) => { byId("search").value = text; byId("search").dispatchEvent(new Event("input")); };
  const seen = {};
  await new Promise((resolve) => setTimeout(resolve, 0));
  seen.load = performance.getEntriesByType("navigation")[0].loadEventEnd;
  seen.start = [rows().length, byId("count").innerText, first()];
  seen.sort = timed(() => column("notebook").click());
  seen.sorted = [first(), document.querySelector("[aria-sort]").getAttribute("aria-sort")];
  column("notebook").click();
  seen.reversed = [first(), document.querySelector("[aria-sort]").getAttribute("aria-sort")];
  seen.open = timed(() => rows()[0].querySelector("button").click());
  seen.detail = document.querySelector(".detail").innerText;
  seen.code = document.querySelector(".detail pre").innerText;
  seen.mark = document.querySelector(".detail mark").innerText;
  seen.expanded = rows()[0].querySelector("button").getAttribute("aria-expanded");
  rows()[0].querySelector("button").click();
  seen.closed = document.querySelector(".detail") === null;
  seen.search = timed(() => type("TEAM-7/ analysis-10"));
  seen.found = [byId("count").innerText, rows().map((row) => row.cells[0].innerText)];
  type("no such notebook");
  seen.none = [byId("count").innerText, rows().length];
  type("");
  byId("next").click(); byId("next").click(); byId("previous").click();
  seen.page = [byId("count").innerText, byId("previous").disabled, byId("next").disabled];
  document.querySelector("[data-rule]").click();
  seen.rule = [byId("rule").selectedOptions[0].text, byId("count").innerText, document.activeElement.id];
  byId("rule").value = ""; byId("rule").dispatchEvent(new Event("change"));
  byId("only").value = "clean"; byId("only").dispatchEvent(new Event("change"));
  seen.clean = byId("count").innerText;
  byId("only").value = "all"; byId("only").dispatchEvent(new Event("change"));
  column("errors").click(); type("team-");
  rows()[1].querySelector("button").focus();
  seen.focus = document.activeElement.tagName;
  document.activeElement.click();
  seen.title = document.title;
  seen.images = document.images.length;
  seen.rows = document.querySelectorAll("tr").length;
  seen.overflow = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  window.scrollTo(0, 0);
  return seen;
})()`;

describe("the page of a check", () => {
  const work = temporaryFolder("check-page");

  it.skipIf(browser === null)(
    `can be used in a browser with thousands of notebooks${browser === null ? ` (${noBrowser})` : ""}`,
    async () => {
      const template = (name: string) =>
        readFileSync(path.join(import.meta.dirname, "..", "..", "templates", "report", name), "utf8");
      const parts = { css: template("check.css"), script: template("check.js"), rules: allRules };
      const file = path.join(work, "check.html");
      const html = await renderCheckHtml(large(), parts);
      writeFileSync(file, html);
      const { value, console: said, requests, screenshot } = await view(browser as string, file, use, work);
      if (process.env.E2E_SCREENSHOT !== undefined) writeFileSync(process.env.E2E_SCREENSHOT, screenshot);
      const seen = value as Record<string, unknown> & Record<"load" | "sort" | "open" | "search", number>;
      if (process.env.E2E_FIGURES !== undefined) console.log(html.length, seen);
      expect([said, requests]).toEqual([[], []]);
      expect(seen.load).toBeLessThan(2_000);
      for (const action of ["sort", "open", "search"] as const) expect(seen[action]).toBeLessThan(500);
      expect(seen).toMatchObject({
        start: [100, "1 to 100 of 5,000", "team-0/project-0/analysis-2000.ipynb"],
        sorted: ["team-0/project-0/analysis-0000.ipynb", "ascending"],
        reversed: [`zz/${attack}.ipynb`, "descending"],
        code: `1${attack}\\x1b[31m<!--`,
        mark: "\\x1b[31m",
        expanded: "true",
        closed: true,
        none: ["no notebooks", 0],
        page: ["101 to 200 of 5,000", false, false],
        focus: "BUTTON",
        images: 0,
        overflow: 0,
      });
      expect(seen.detail).toContain(`error CW101 use-before-definition cell 1, line 1\n\n${attack}`);
      expect(seen.title).toMatch(/^Notebook check: \d,\d+ errors, /);
      expect(seen.found).toEqual([
        "1 to 3 of 3",
        [1087, 1007, 1047].map((at) => `team-7/project-${at % 250}/analysis-${at}.ipynb`),
      ]);
      expect(seen.rule).toEqual([
        expect.stringContaining("CW101"),
        expect.stringMatching(/^1 to 100 of [\d,]+$/),
        "rule",
      ]);
      expect(seen.clean).toBe("1 to 100 of 385");
    },
  );
});
