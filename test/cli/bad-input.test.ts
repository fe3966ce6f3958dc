import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test, vi } from "vitest";
import { notebookText, planText, projectOf } from "../harness/planned.ts";
import { cli, contentsOf, temporaryFolders } from "./run-cli.ts";

vi.setConfig({ testTimeout: 40_000 });
const folderWith = temporaryFolders();

const good = notebookText(["A", "x = [1]"], ["B", "print(x)"]);

/** A notebook whose one code cell is given as it stands in the file. */
const withCell = (cell: object) => JSON.stringify({ cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 });
const code = { cell_type: "code", id: "a", metadata: {}, outputs: [], execution_count: null };

describe.concurrent("files that are no notebooks", () => {
  test.each([
    ["nothing", "", "CW4"],
    ["text", "this is no notebook", "CW4"],
    ["other JSON", "[1, 2]", "CW4"],
    ["a number", "3", "CW4"],
    ["cells that are no list", '{"cells": 3, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}', "CW405"],
    ["no cells", '{"metadata": {}, "nbformat": 4, "nbformat_minor": 5}', "CW405"],
    ["JSON of something else", '{"name": "x", "version": 1}', "CW4"],
    ["truncated JSON", good.slice(0, -20), "CW4"],
    ["bytes", new Uint8Array([0xff, 0xfe, 0x00, 0x80, 0x00]), "CW4"],
    ["a format of the future", '{"cells": [], "metadata": {}, "nbformat": 9, "nbformat_minor": 0}', "CW4"],
    [
      "metadata 3,000 deep",
      good.replace('"metadata":{}', `"metadata":{"a":${"[".repeat(3_000)}${"]".repeat(3_000)}}`),
      "CW407",
    ],
    ["100,000 open brackets", "[".repeat(100_000), "CW4"],
  ])("%s", async (_, content, family) => {
    const folder = folderWith({ "n.ipynb": content });
    const planned = await cli(folder, "plan", "n.ipynb");
    expect(planned.code).toBe(2);
    expect(planned.stderr).toContain(family);
    expect(planned.stdout).toBe("");
  });

  test("are not converted", async () => {
    const folder = folderWith({ "n.ipynb": good.slice(0, -20) });
    expect((await cli(folder, "convert", "n.ipynb", "-o", "out")).code).toBe(2);
    expect(Object.keys(contentsOf(folder))).toEqual(["n.ipynb"]);
  });
});

/** Notebooks that are read in spite of what is wrong with them; nothing of it may throw. */
const faulty: readonly (readonly [string, string])[] = [
  ["a source that is a number", withCell({ ...code, source: 3 })],
  ["outputs that are text", withCell({ ...code, source: "x = 1", outputs: "none" })],
  ["a cell that is null", '{"cells": [null], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'],
  ["tags that are a number", withCell({ ...code, source: "x = 1", metadata: { tags: 3 } })],
  ["lone surrogates", withCell({ ...code, source: 'x = "\\ud800"\ny = "\ud800"\nprint(x, y)' })],
  ["control characters", withCell({ ...code, source: "x = 1\u0000\u001b[31m\nprint(x)" })],
  ["4,000 brackets in an expression", withCell({ ...code, source: `x = ${"(".repeat(4_000)}1${")".repeat(4_000)}` })],
  ["300 nested blocks", withCell({ ...code, source: lines(300, (at) => `${" ".repeat(at)}if x:`) })],
  ["a sum of 3,000 terms", withCell({ ...code, source: `x = ${Array(3_000).fill("1").join("+")}` })],
  ["a line of 200,000 characters", withCell({ ...code, source: `x = "${"a".repeat(200_000)}"` })],
  [
    "500 functions that call each other",
    withCell({ ...code, source: `${lines(500, (at) => `def f${at}(x): return f${(at + 1) % 500}(x)`)}\nf0(1)` }),
  ],
];

function lines(count: number, line: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => line(at)).join("\n");
}

test.each(faulty)("planning and generating go on after %s", (_, text) => {
  expect(projectOf(planText(text, "n.ipynb")).files.length).toBeGreaterThan(3);
});

describe.concurrent("notebooks with faults", () => {
  test.each(faulty.filter(([title]) => /surrogates|4,000|300/.test(title)))("%s", async (_, content) => {
    const folder = folderWith({ "n.ipynb": content });
    await cli(folder, "convert", "n.ipynb", "-o", "out", "--dry-run");
    expect(Object.keys(contentsOf(folder))).toEqual(["n.ipynb"]);
  });

  test("a cell that does not parse: the others are planned, nothing is converted", async () => {
    const text = notebookText(["A", "x = [1]"], ["B", "def f(:\n  pass"], ["C", "y = x"], ["D", "z = y"]);
    const folder = folderWith({ "n.ipynb": text });
    const planned = await cli(folder, "plan", "n.ipynb");
    expect(planned.code).toBe(1);
    expect(planned.stdout).toMatch(/^c +6 +x +y$/m);
    expect(planned.stderr).toContain("error CW401");
    const converted = await cli(folder, "convert", "n.ipynb", "-o", "out");
    expect(converted.code).toBe(1);
    expect(converted.stderr).toContain("CW401");
    expect(Object.keys(contentsOf(folder))).toEqual(["n.ipynb"]);
    const json = await cli(folder, "convert", "n.ipynb", "-o", "out", "--json");
    expect(JSON.parse(json.stdout)).toMatchObject({ converted: false, files: [], diagnostics: [{ code: "CW401" }] });
  });

  test("100 MB of outputs", async () => {
    const output = { output_type: "stream", name: "stdout", text: "0123456789".repeat(1_000_000) };
    const cell = JSON.stringify({ ...code, source: "x = [1]\nprint(x)", outputs: Array(10).fill(output) });
    const folder = folderWith({
      "n.ipynb": `{"cells": [${cell}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}`,
    });
    const start = performance.now();
    expect((await cli(folder, "plan", "n.ipynb")).code).toBe(0);
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});

describe.concurrent("targets", () => {
  test.each([
    ["a file of someone", { "out/mine.txt": "mine" }],
    ["a file with the name of one of ours", { "out/README.md": "mine" }],
    ["a repository", { "out/.git/HEAD": "ref" }],
    ["a file instead of a folder", { out: "mine" }],
  ])("with %s are refused and stay as they are", async (_, files) => {
    const folder = folderWith({ "n.ipynb": good, ...files });
    const before = contentsOf(folder);
    const ended = await cli(folder, "convert", "n.ipynb", "-o", "out");
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(/^cellwright: .+ \((target-not-empty|target-is-file)\)$/m);
    expect(contentsOf(folder)).toEqual(before);
  });

  test("that we wrote are written again, and not once they were edited", async () => {
    const folder = folderWith({ "n.ipynb": good });
    expect((await cli(folder, "convert", "n.ipynb", "-o", "out")).code).toBe(0);
    const first = contentsOf(folder);
    expect((await cli(folder, "convert", "n.ipynb", "-o", "out")).code).toBe(0);
    expect(contentsOf(folder)).toEqual(first);
    writeFileSync(path.join(folder, "out", "README.md"), "edited");
    const edited = contentsOf(folder);
    const ended = await cli(folder, "convert", "n.ipynb", "-o", "out");
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain("README.md");
    expect(contentsOf(folder)).toEqual(edited);
  });
});

describe.concurrent("the command line itself", () => {
  test.each<readonly [string, readonly string[], string]>([
    ["no command", [], "Usage"],
    ["an unknown command", ["polish"], "unknown command"],
    ["an unknown option", ["plan", "n.ipynb", "--fast"], "unknown option"],
    ["no notebook", ["plan"], "missing required argument"],
    ["two notebooks", ["plan", "n.ipynb", "m.ipynb"], "too many arguments"],
    ["no target", ["convert", "n.ipynb", "m.ipynb"], "-o churn"],
    ["an unknown grouping", ["plan", "n.ipynb", "--by", "magic"], "headings"],
    ["a level 7", ["plan", "n.ipynb", "--by", "headings:7"], "headings"],
    ["a missing file", ["plan", "nowhere.ipynb"], "file-not-found"],
    ["a folder", ["plan", "folder"], "is-a-directory"],
    ["a path through a file", ["plan", "n.ipynb/x"], "file-not-found"],
    ["a name with a null", ["plan", "n\u001b[31m.ipynb"], "\\x1b[31m"],
    [
      "an interpreter that there is not",
      ["convert", "n.ipynb", "-o", "out", "--python", "./nowhere"],
      "no-interpreter",
    ],
  ])("%s", async (_, args, said) => {
    const folder = folderWith({ "n.ipynb": good });
    mkdirSync(path.join(folder, "folder"));
    const ended = await cli(folder, ...args);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(said);
    expect(ended.stdout).toBe("");
    expect(Object.keys(contentsOf(folder))).toEqual(["folder", "n.ipynb"]);
  });

  test("help of all and of each command has an example", async () => {
    const folder = folderWith();
    const all = await cli(folder, "--help");
    expect(all.code).toBe(0);
    const commands = [...all.stdout.matchAll(/^ {2}(\w+) .*<[\w.]+>/gm)].map((match) => match[1] as string);
    expect(commands).toEqual(expect.arrayContaining(["plan", "convert"]));
    for (const command of commands) {
      const help = await cli(folder, command, "--help");
      expect(help.code).toBe(0);
      expect(help.stdout).toContain(`$ cellwright ${command} `);
    }
    expect((await cli(folder, "--version")).stdout).toMatch(/^\d+\.\d+\.\d+/);
  });
});
