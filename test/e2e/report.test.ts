import { writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { allSamples } from "./all-samples.ts";
import { findBrowser, type View, view } from "./browser.ts";
import { copySample, type Sample } from "./samples.ts";
import { convert, runProject, temporaryFolder } from "./tools.ts";

const browser = findBrowser();
const noBrowser = "no browser: install Chromium (Debian: apt install chromium), or set CHROMIUM to one";
/** Everything that one wants to know of the page, seen from inside. */
const inspect = `(async () => {
  const deep = (root) => [...root.querySelectorAll("*")].flatMap((one) => [one, ...(one.shadowRoot ? deep(one.shadowRoot) : [])]);
  const all = deep(document);
  const images = all.filter((one) => one.tagName === "IMG");
  await Promise.all(images.map((image) => image.decode().catch(() => null)));
  return {
    title: document.title,
    headings: all.filter((one) => one.tagName === "H2").map((one) => one.firstChild.textContent.trim()),
    images: images.map((image) => [image.naturalWidth, image.getBoundingClientRect().width]),
    tables: all.filter((one) => one.tagName === "TABLE" && one.className === "dataframe" && one.offsetHeight > 0).length,
    text: document.body.innerText,
    frames: window.length,
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  };
})()`;

interface Page {
  readonly title: string;
  readonly headings: readonly string[];
  readonly images: readonly (readonly [natural: number, shown: number])[];
  readonly tables: number;
  readonly text: string;
  readonly frames: number;
  readonly overflow: number;
}

describe("the report of a run", () => {
  const work = temporaryFolder("report");

  it.skipIf(browser === null)(`can be read in a browser${browser === null ? ` (${noBrowser})` : ""}`, async () => {
    const sample = allSamples.find(({ name }) => name === "percent-script") as Sample;
    const project = path.join(work, "project");
    await convert(copySample(sample, path.join(work, "sample")), project);
    const run = await runProject(project, "churn", ["run", "--run-id", "first"]);
    expect(run.code, run.stderr).toBe(0);
    const report = path.join(project, "runs", "first", "report.html");
    const seen: View = await view(browser as string, report, inspect, work);
    if (process.env.E2E_SCREENSHOT !== undefined) writeFileSync(process.env.E2E_SCREENSHOT, seen.screenshot);
    const page = seen.value as Page;
    expect(page.title).toBe("Churn: first");
    expect(page.headings).toEqual(["Load", "Features", "Model", "Result", "Artifacts"]);
    expect(page.images.length).toBe(sample.figures);
    for (const [natural, shown] of page.images) expect([natural > 100, shown > 100]).toEqual([true, true]);
    expect(page.tables).toBe(3);
    expect(page.text).toMatch(/AUC 0\.\d{3}, \d+ customers to call/);
    expect([page.frames, page.overflow]).toEqual([0, 0]);
    expect(seen.console).toEqual([]);
    expect(seen.requests).toEqual([]);
  });
});
