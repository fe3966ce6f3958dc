import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeAll, describe, expect, it } from "vitest";
import { converterCommand } from "../../scripts/corpus/converter-command.ts";
import { type Finished, runProcess } from "../../scripts/corpus/run-process.ts";
import type { Verification } from "../../src/verify/types.ts";
import { testPython } from "../properties/test-python.ts";
import { findBrowser, view } from "./browser.ts";
import { convert, environment, root, temporaryFolder } from "./tools.ts";
import { pipelineFalsifications, verifiedNotebook } from "./verified-notebook.ts";

const work = temporaryFolder("verify");

function verify(project: string, args: readonly string[]): Promise<Finished> {
  const [command, ...first] = converterCommand(root, false);
  const options = ["verify", project, "--python", testPython(), ...args];
  return runProcess(command, [...first, ...options], { env: environment(), timeout: 250 });
}

async function verified(project: string, ...args: readonly string[]): Promise<Verification> {
  const done = await verify(project, ["--format", "json", ...args]);
  expect([0, 1], done.stderr).toContain(done.code);
  return JSON.parse(done.stdout) as Verification;
}

async function convertText(name: string, text: string): Promise<string> {
  const notebook = path.join(work, `${name}.py`);
  writeFileSync(notebook, text);
  const project = path.join(work, name);
  const done = await convert(notebook, project, ["--by", "headings"]);
  expect(done.code, done.stdout + done.stderr).toBe(0);
  return project;
}

/** What a folder holds, with times: to see that nothing was touched. */
function inventory(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  return files.map((file) => `${file} ${statSync(path.join(folder, file)).mtimeMs}`);
}

describe("verify", () => {
  let project: string;
  beforeAll(async () => {
    project = await convertText("shop", verifiedNotebook);
  });

  it("says that all is equal, with steps in processes, and leaves the project as it is", async () => {
    const before = inventory(project);
    const report = await verified(project);
    expect(report.verdict).toBe("equal");
    expect(report.firstDivergence).toBeNull();
    expect(report.counts).toMatchObject({ differs: 0, unstable: 0, notCompared: 0 });
    expect(report.steps.map((step) => [step.name, step.verdict])).toEqual(
      ["load", "clean", "fit", "look", "summary"].map((name) => [name, "equal"]),
    );
    const kinds = new Set([...report.steps.flatMap((step) => step.items), ...report.rest].map((item) => item.kind));
    expect([...kinds].sort()).toEqual(
      ["figure", "file", "final", "output", "text"].concat(kinds.has("input") ? ["input"] : []).sort(),
    );
    const schema = JSON.parse(readFileSync(path.join(root, "docs", "schemas", "verification.schema.json"), "utf8"));
    const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
    expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
    expect(inventory(project)).toEqual(before);
  });

  it.each(pipelineFalsifications)("catches and locates: $what", async ({ what, file, from, to, found }) => {
    const falsified = path.join(work, `shop-${what.replaceAll(" ", "-")}`);
    cpSync(project, falsified, { recursive: true });
    const module = path.join(falsified, "src", "shop", `${file}.py`);
    const text = readFileSync(module, "utf8");
    expect(text.replace(from, to)).not.toBe(text);
    writeFileSync(module, text.replace(from, to));
    const report = await verified(falsified, "--in-process");
    expect(report.verdict).toBe("differs");
    const { item } = report.firstDivergence as NonNullable<Verification["firstDivergence"]>;
    const { path: place, ...identity } = found;
    expect(item).toMatchObject(identity);
    if (place !== undefined) expect(item.difference?.path).toBe(place);
    expect(item.changedAt).not.toBeNull();
  });

  it("tells of a pipeline that stops, and where", async () => {
    const broken = path.join(work, "shop-broken");
    cpSync(project, broken, { recursive: true });
    const module = path.join(broken, "src", "shop", "steps", "fit.py");
    writeFileSync(module, readFileSync(module, "utf8").replace("history[0]", "history[1]"));
    const done = await verify(broken, []);
    expect(done.code).toBe(1);
    expect(done.stdout).toMatch(/^failed: The pipeline does not run to its end \(step fit\)/);
    expect(done.stdout).toContain("IndexError");
  });

  it("names why a notebook does not agree with itself", async () => {
    const text = verifiedNotebook
      .replace("np.random.seed(3)\n", "")
      .replace('cities = sorted(set(df["city"]))', 'cities = list({"Rome", "Oslo", "Bern", "Paris", "Wien"})');
    const report = await verified(await convertText("unstable", text), "--in-process");
    expect(report.verdict).toBe("unstable");
    const items = report.steps.flatMap((step) => step.items);
    const of = (name: string) => items.find((item) => item.name === name)?.cause;
    expect(of("cities")?.name).toBe("setOrder");
    expect(of("best")?.name).toBe("unseededDraw");
    expect(of("best")?.patch).toContain("+ import numpy; numpy.random.seed(0)");
  });

  it("writes JUnit XML and a page that stands alone", async () => {
    const moved = path.join(work, "shop-a-line-of-a-figure-moved");
    expect(existsSync(moved)).toBe(true);
    const junit = await verify(moved, ["--in-process", "--format", "junit"]);
    expect(junit.stdout).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites name="shop" tests="\d+" failures="1"/,
    );
    const page = path.join(work, "report.html");
    const done = await verify(moved, ["--in-process", "--format", "html", "-o", page]);
    expect([done.code, done.stdout]).toEqual([1, expect.stringMatching(/^differs: .* Report: /)]);
    const browser = findBrowser();
    if (browser === null) return;
    const seen = await view(browser, page, pageFacts, work);
    if (process.env.E2E_SCREENSHOT !== undefined) writeFileSync(process.env.E2E_SCREENSHOT, seen.screenshot);
    expect(seen.value).toEqual({ title: "shop: differs", images: [true, true, true, true], boxes: 5, overflow: 0 });
    expect([seen.console, seen.requests]).toEqual([[], []]);
  });

  it("leaves no process behind when it is stopped", async () => {
    const slow = verifiedNotebook.replace('print("rows:"', 'import time; time.sleep(600); print("rows:"');
    const sleeping = await convertText("slow", slow);
    const done = await verify(sleeping, ["--timeout", "6"]);
    expect(done.code).toBe(2);
    expect(done.stderr).toMatch(/does not run to its end in cell \d: not done after 6 s \(notebook-timeout\)/);
    const left = await runProcess("ps", ["-eo", "args"], { timeout: 10 });
    expect(left.stdout).not.toContain("run_kernel.py");
  });
});

/** Both pictures twice: at the first difference and at the step. */
const pageFacts = `(async () => {
  const images = [...document.images];
  await Promise.all(images.map((image) => image.decode().catch(() => null)));
  return {
    title: document.title,
    images: images.map((image) => image.naturalWidth > 100 && image.getBoundingClientRect().width > 100),
    boxes: document.querySelectorAll(".diagram rect").length,
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  };
})()`;
