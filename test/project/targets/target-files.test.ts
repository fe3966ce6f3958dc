import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { runInThisContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { compileTemplate } from "../../../src/project/compile-template.ts";
import { createRenderer } from "../../../src/project/render-template.ts";
import { targetFiles, targetNames } from "../../../src/project/targets/target-files.ts";
import { targets } from "../../../src/project/targets/targets.ts";

const { parse } = createRequire(import.meta.url)("py-ast") as typeof import("py-ast");
const templates = path.resolve(import.meta.dirname, "..", "..", "..", "templates");
const render = createRenderer((name) => {
  const text = readFileSync(path.join(templates, `${name}.hbs`), "utf8");
  return runInThisContext(`(${compileTemplate(text)})`);
});
const runtime = new Map([["runtime/calling.py", "# how engines call steps"]]);
const packages = ["churn", "notebook_2026_final", "größe", "π_model", "class_"];

describe.each(targets.map(({ name }) => name))("the files for %s", (target) => {
  const files = (name: string) =>
    targetFiles([target], { package: name, render, runtime })
      .filter(({ path: place }) => place.startsWith("orchestration/"))
      .map((file) => ({ ...file, content: String(file.content) }));

  test.each(packages)("are Python for the package %s, and name it", (name) => {
    const python = files(name).filter((file) => file.path.endsWith(".py"));
    for (const { content } of python) {
      expect(() => parse(content)).not.toThrow();
      expect(content).toContain(name);
    }
  });

  test("have nothing left of the templates, and our name in one line at most", () => {
    for (const { path: place, content } of files("churn")) {
      expect(content, place).not.toMatch(/\{\{[#/>!]|\{\{(package|project|header)\}\}/);
      expect(content.match(/cellwright/gi)?.length ?? 0, place).toBeLessThanOrEqual(1);
      expect(content.length, place).toBeGreaterThan(100);
    }
  });

  test("lie in a folder of their own, beside an overview", () => {
    const [overview, ...own] = files("churn").map((file) => file.path);
    expect(overview).toBe("orchestration/README.md");
    expect(own.every((place) => place.startsWith(`orchestration/${target}/`))).toBe(true);
    expect(own).toContain(`orchestration/${target}/README.md`);
  });
});

test.each(targets.map(({ name }) => name))("what %s needs can be installed by a command of its README", (target) => {
  const files = targetFiles([target], { package: "churn", render, runtime });
  const text = String(files.find(({ path }) => path === `orchestration/${target}/README.md`)?.content);
  expect(text).toMatch(/^(alias \S+=")?uv (venv|run|pip install) /m);
});

test("a container is started with the name of a command, as the image has the project's entry point", () => {
  const [overview] = targetFiles(["argo"], { package: "churn", render, runtime });
  expect(overview?.content).toContain("docker run --rm -e PIPELINE_RUNS IMAGE step NAME --run ID\n");
});

test("engines are listed once each, in their own order, and no other", () => {
  const names = targets.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(targetNames([...names].reverse().concat(names, "nothing"))).toEqual(names);
  expect(targetFiles([], { package: "churn", render, runtime })).toEqual([]);
});

test("the runner gets what only engines use", () => {
  const paths = targetFiles(["argo"], { package: "churn", render, runtime }).map((file) => file.path);
  expect(paths).toContain("src/churn/runtime/calling.py");
});
