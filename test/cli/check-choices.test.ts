import { chmodSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test, vi } from "vitest";
import { notebookText } from "../harness/planned.ts";
import { cli, temporaryFolders } from "./run-cli.ts";

vi.setConfig({ testTimeout: 60_000 });
const folderWith = temporaryFolders();

const good = notebookText(["A", "x = [1]"], ["B", "print(x)"]);
const note = notebookText(["A", "from math import *"], ["B", "print(pi)"]);
const bad = notebookText(["A", "print(x)"], ["B", "x = [1]"]);

async function found(folder: string, ...args: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await cli(folder, "check", "--format", "json", ...args);
  const { notebooks } = JSON.parse(stdout) as { notebooks: { path: string; problems: { code: string }[] }[] };
  return notebooks.map(({ path: name, problems }) => `${name}: ${problems.map(({ code }) => code).join(" ")}`.trim());
}

describe.concurrent("no notebooks", () => {
  test.each<[string, readonly string[], number, RegExp]>([
    ["in a folder that is named", ["empty"], 2, /no notebook in empty.*no-notebooks/s],
    ["for a glob", ["empty/**/*.ipynb"], 2, /no-notebooks/],
    ["where that is allowed", ["empty", "--allow-empty"], 0, /^$/],
    ["here", [], 0, /There is no notebook/],
    ["left after --exclude", ["some", "--exclude", "some/**"], 0, /^$/],
  ])("%s", async (_, args, code, said) => {
    const folder = folderWith(args[0] === "some" ? { "some/a.ipynb": good } : { "empty/x.txt": "" });
    const ended = await cli(folder, "check", ...args);
    expect([ended.code, ended.stderr]).toEqual([code, expect.stringMatching(said)]);
  });
});

describe.concurrent("options", () => {
  test.each([["--repeat", "2"], ["--set", "n=1"], ["--timeout", "5"], ["--memory", "1"], ["--no-network"]])(
    "%s without --run is told",
    async (...option) => {
      const ended = await cli(folderWith({ "a.ipynb": good }), "check", ...option);
      expect([ended.code, ended.stderr]).toEqual([
        2,
        expect.stringContaining(`${option[0]} says how notebooks are run`),
      ]);
    },
  );

  test("--force-exclude is about named files, too", async () => {
    const folder = folderWith({ "a.ipynb": good, "b.ipynb": good });
    const args = ["a.ipynb", "b.ipynb", "--exclude", "b*"];
    expect(await found(folder, ...args)).toEqual(["a.ipynb:", "b.ipynb:"]);
    expect(await found(folder, ...args, "--force-exclude")).toEqual(["a.ipynb:"]);
    expect(await found(folder, "b.ipynb", "--exclude", "b*", "--force-exclude")).toEqual([]);
  });

  test("--min-severity leaves out notes", async () => {
    const folder = folderWith({ "a.ipynb": note, "b.ipynb": bad });
    expect(await found(folder)).toEqual(["a.ipynb: CW113", "b.ipynb: CW101"]);
    expect(await found(folder, "--min-severity", "warning")).toEqual(["a.ipynb:", "b.ipynb: CW101"]);
  });

  test("the same in a configuration", async () => {
    const config = "check:\n  min-severity: warning\n  exclude: [b*]\n  force-exclude: true\n";
    const folder = folderWith({ "a.ipynb": note, "b.ipynb": bad, "cellwright.yaml": config });
    expect(await found(folder, "a.ipynb", "b.ipynb")).toEqual(["a.ipynb:"]);
  });
});

test("what several notebooks of a folder share is told once, and a baseline knows it of each", async () => {
  const uses = (name: string) => notebookText(["A", `import ${name}`], ["B", `print(${name})`]);
  const folder = folderWith({
    "a.ipynb": uses("pandas"),
    "b.ipynb": uses("pandas"),
    "c/d.ipynb": uses("pandas"),
    "requirements.txt": "pandas\n",
  });
  expect(await found(folder)).toEqual(["a.ipynb: CW612", "b.ipynb:", "c/d.ipynb: CW612"]);
  await cli(folder, "check", "--write-baseline", "--baseline", "old.json");
  expect(await found(folder, "--baseline", "old.json")).toEqual(["a.ipynb:", "b.ipynb:", "c/d.ipynb:"]);
});

test.skipIf(process.platform === "win32")("--fix leaves a read-only file as it is, says so, and goes on", async () => {
  const text = notebookText(["A", "breakpoint()"], ["B", "x = [1]\nprint(x)"]);
  const folder = folderWith({ "a.ipynb": text, "b.ipynb": text });
  chmodSync(path.join(folder, "a.ipynb"), 0o444);
  const ended = await cli(folder, "check", "--fix");
  expect(ended.stderr).toMatch(/a\.ipynb: not fixed: .*read-only|a\.ipynb: not fixed: .*permissions/);
  expect(readFileSync(path.join(folder, "a.ipynb"), "utf8")).toBe(text);
  expect(readFileSync(path.join(folder, "b.ipynb"), "utf8")).not.toBe(text);
});
