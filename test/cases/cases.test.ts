/**
 * Each case is a folder `<theme>/<case>`: a notebook and what a user sees of it. `plan.txt` is what `plan` prints, and
 * `diagnostics.txt` what it warns of (no file: nothing). A folder `project` holds the modules that `convert` writes,
 * without the runner's. `options.json` wishes for steps otherwise. `UPDATE_CASES=1` rewrites what is expected, and
 * leaves it to you to read the difference.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { renderDiagnostics } from "../../src/report/render-diagnostics.ts";
import { renderPlan } from "../../src/report/render-plan.ts";
import { planText, projectOf, type ReadAndPlanned, type Wish } from "../harness/planned.ts";

const root = import.meta.dirname;
const rewrites = process.env.UPDATE_CASES === "1";

function foldersIn(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}

for (const theme of foldersIn(root)) {
  describe(theme, () => {
    test.each(foldersIn(path.join(root, theme)))("%s", (name) => checkCase(path.join(root, theme, name)));
  });
}

function checkCase(folder: string): void {
  const notebook = ["notebook.py", "notebook.ipynb"].find((file) => existsSync(path.join(folder, file))) as string;
  const text = readFileSync(path.join(folder, notebook), "utf8");
  const planned = planText(text, notebook, wishOf(folder));
  const seen = new Map([["plan.txt", renderPlan(planned.report)]]);
  if (planned.all.length > 0) seen.set("diagnostics.txt", renderDiagnostics(planned.all, planned.notebook));
  if (existsSync(path.join(folder, "project"))) for (const [file, content] of modulesOf(planned)) seen.set(file, content);
  if (rewrites) rewrite(folder, seen);
  expect(Object.fromEntries(seen)).toEqual(Object.fromEntries(expectedIn(folder)));
}

function wishOf(folder: string): Wish {
  const file = path.join(folder, "options.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Wish) : {};
}

/** What the notebook becomes: steps, shared code, settings, parameters and the step table, where there is anything in it. */
function modulesOf(planned: ReadAndPlanned): readonly (readonly [string, string])[] {
  return projectOf(planned).files.flatMap(({ path: file, content }) => {
    const module = /^src\/notebook\/(.*\.py)$/.exec(file)?.[1];
    if (module === undefined || typeof content !== "string") return [];
    const isDull = module.endsWith("__init__.py") && !content.includes("import ");
    return isDull ? [] : [[`project/${module}`, content] as const];
  });
}

function expectedIn(folder: string): readonly (readonly [string, string])[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"))
    .filter((file) => !/^(notebook\.(py|ipynb)|options\.json)$/.test(file))
    .map((file) => [file, readFileSync(path.join(folder, file), "utf8")] as const);
}

function rewrite(folder: string, seen: ReadonlyMap<string, string>): void {
  for (const [file] of expectedIn(folder)) rmSync(path.join(folder, file));
  for (const [file, content] of seen) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), content);
  }
}
