import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test, vi } from "vitest";
import { notebookText } from "../harness/planned.ts";
import { cli, contentsOf, temporaryFolders } from "./run-cli.ts";

vi.setConfig({ testTimeout: 60_000 });
const folderWith = temporaryFolders();

const good = notebookText(["A", "x = [1]"], ["B", "print(x)"]);
const bad = notebookText(["A", "print(x)"], ["B", "x = [1]"]);
const note = notebookText(["A", "from math import *"], ["B", "print(pi)"]);

interface Json {
  readonly notebooks: readonly {
    readonly path: string;
    readonly problems: readonly { readonly code: string; readonly severity: string }[];
    readonly allowed: number;
    readonly known: number;
  }[];
}

/** What `check --format json` prints, in short: `path: CW101 CW102`. */
async function found(folder: string, ...args: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await cli(folder, "check", "--format", "json", ...args);
  const { notebooks } = JSON.parse(stdout) as Json;
  return notebooks.map(({ path: name, problems }) => `${name}: ${problems.map(({ code }) => code).join(" ")}`.trim());
}

describe.concurrent("exit codes", () => {
  test.each([
    ["nothing found", good, [], 0],
    ["an error", bad, [], 1],
    ["notes alone", note, [], 0],
    ["notes that are to matter", note, ["--fail-on", "info"], 1],
    ["errors that are not to matter", bad, ["--fail-on", "never"], 0],
    ["an unknown rule", good, ["--select", "CW999"], 2],
    ["a file that is not there", good, ["nowhere.ipynb"], 2],
    ["a baseline that is not there", good, ["--baseline", "none.json"], 2],
    ["an interpreter that is none", good, ["--python", "./a.ipynb"], 2],
    ["a wrong shard", good, ["--shard", "3/2"], 2],
  ])("%s", async (_, text, args, code) => {
    const folder = folderWith({ "a.ipynb": text });
    const ended = await cli(folder, "check", ...args);
    expect([ended.code, ended.stderr]).toEqual([code, code === 2 ? expect.stringMatching(/\S/) : ""]);
  });
});

describe.concurrent("which notebooks", () => {
  test("a folder: without hidden ones, environments and what git ignores", async () => {
    const folder = folderWith({
      "a.ipynb": good,
      "b/c.ipynb": good,
      ".hidden/x.ipynb": good,
      ".ipynb_checkpoints/a-checkpoint.ipynb": good,
      "env2/pyvenv.cfg": "",
      "env2/x.ipynb": good,
      "node_modules/x.ipynb": good,
      "drafts/x.ipynb": good,
      "drafts/keep.ipynb": good,
      "script.py": "# %%\nx = 1\n",
      ".gitignore": "drafts/*\n!drafts/keep.ipynb\n",
    });
    mkdirSync(path.join(folder, ".git"));
    expect(await found(folder)).toEqual(["a.ipynb:", "b/c.ipynb:", "drafts/keep.ipynb:"]);
    expect(await found(path.join(folder, "drafts"), ".")).toEqual(["keep.ipynb:"]);
    expect(await found(folder, "drafts/x.ipynb", "script.py")).toEqual(["drafts/x.ipynb:", "script.py:"]);
  });

  test("globs, what is excluded, links that lead in a circle", async () => {
    const folder = folderWith({ "a.ipynb": good, "b/c.ipynb": good, "b/d.ipynb": good });
    symlinkSync("..", path.join(folder, "b", "up"));
    expect(await found(folder, "b/*.ipynb")).toEqual(["b/c.ipynb:", "b/d.ipynb:"]);
    expect(await found(folder, "**/[ac].ipynb")).toEqual(["a.ipynb:", "b/c.ipynb:"]);
    expect(await found(folder, ".", "--exclude", "b/d*")).toEqual(["a.ipynb:", "b/c.ipynb:"]);
  });

  test("those that differ from a commit", async () => {
    const folder = folderWith({ "a.ipynb": good, "b.ipynb": good, "c.ipynb": good });
    const git = (...args: readonly string[]) =>
      execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.org", ...args], { cwd: folder });
    git("init", "-q");
    git("add", ".");
    git("commit", "-qm", "one");
    writeFileSync(path.join(folder, "b.ipynb"), bad);
    rmSync(path.join(folder, "c.ipynb"));
    writeFileSync(path.join(folder, "new.ipynb"), good);
    expect(await found(folder, "--changed-since", "HEAD")).toEqual(["b.ipynb: CW101", "new.ipynb:"]);
    expect((await cli(folder, "check", "--changed-since", "--output=x")).code).toBe(2);
    expect((await cli(folder, "check", "--changed-since", "nowhere")).code).toBe(2);
  });

  test("shards are the whole, and their reports can be put together", async () => {
    const names = Array.from({ length: 12 }, (_, at) => `n${at}.ipynb`);
    const folder = folderWith(Object.fromEntries(names.map((name) => [name, bad])));
    for (const index of [1, 2, 3])
      await cli(folder, "check", "--shard", `${index}/3`, "--format", "json", "-o", `part-${index}.json`);
    const whole = await cli(folder, "check", "--format", "json");
    const merged = await cli(
      folder,
      "report",
      "merge",
      "part-1.json",
      "part-2.json",
      "part-3.json",
      "--format",
      "json",
    );
    expect(merged.stdout).toBe(whole.stdout);
    expect(merged.code).toBe(1);
    expect((await cli(folder, "report", "merge", "n1.ipynb")).code).toBe(2);
  });
});

describe.concurrent("policy", () => {
  test("a configuration file, overrides and the command line", async () => {
    const folder = folderWith({
      "a.ipynb": bad,
      "drafts/b.ipynb": bad,
      "pyproject.toml":
        '[tool.cellwright.check]\nfail-on = "error"\n[[tool.cellwright.check.overrides]]\npaths = ["drafts/**"]\nignore = ["CW1"]\n',
    });
    expect(await found(folder)).toEqual(["a.ipynb: CW101", "drafts/b.ipynb:"]);
    expect(await found(path.join(folder, "drafts"))).toEqual(["b.ipynb:"]);
    expect(await found(folder, "--no-config")).toEqual(["a.ipynb: CW101", "drafts/b.ipynb: CW101"]);
    expect((await cli(folder, "check", "--severity", "CW101=warning")).code).toBe(0);
    writeFileSync(path.join(folder, "pyproject.toml"), "[tool.cellwright.check]\nselct = []\n");
    const ended = await cli(folder, "check");
    expect([ended.code, ended.stderr]).toEqual([2, expect.stringContaining("selct")]);
  });

  test("a baseline hides what was there before", async () => {
    const folder = folderWith({ "a.ipynb": bad });
    expect((await cli(folder, "check", "--baseline", "old.json", "--write-baseline")).code).toBe(0);
    expect((await cli(folder, "check", "--baseline", "old.json")).code).toBe(0);
    writeFileSync(path.join(folder, "b.ipynb"), bad);
    expect(await found(folder, "--baseline", "old.json")).toEqual(["a.ipynb:", "b.ipynb: CW101"]);
  });
});

describe.concurrent("fixes", () => {
  const text = notebookText(["A", "x = 1  # cellwright: allow CW212 no more", "print(x)"]);

  test("change what they name, and the notebook is clean then", async () => {
    const folder = folderWith({ "a.ipynb": text, "b.ipynb": good });
    const before = contentsOf(folder);
    expect(await found(folder, "--fail-on", "info")).toEqual(["a.ipynb: CW450", "b.ipynb:"]);
    expect(contentsOf(folder)).toEqual(before);
    const ended = await cli(folder, "check", "--fix");
    expect([ended.code, ended.stderr]).toEqual([0, "a.ipynb: 1 fix applied\n"]);
    expect(readFileSync(path.join(folder, "a.ipynb"), "utf8")).toBe(
      text.replace("  # cellwright: allow CW212 no more", "  "),
    );
    expect(await found(folder)).toEqual(["a.ipynb:", "b.ipynb:"]);
    expect(contentsOf(folder)["b.ipynb"]).toBe(before["b.ipynb"]);
  });
});

describe.concurrent("trouble", () => {
  test("is told of its notebook; the others are checked", async () => {
    const folder = folderWith({ "a.ipynb": good.slice(0, -20), "b.ipynb": bad, "c.ipynb": "", "d.ipynb": good });
    expect(await found(folder)).toEqual(["a.ipynb: CW404", "b.ipynb: CW101", "c.ipynb: CW403", "d.ipynb:"]);
  });

  test("nothing of a notebook's text or name is obeyed by the terminal", async () => {
    const name = "a\u001b[31m.ipynb";
    const folder = folderWith({ [name]: notebookText(["A", 'print(y, "\u001b[2J")  # \u202e']) });
    const { stdout } = await cli(folder, "check");
    expect(stdout).toContain("CW102");
    expect(stdout).not.toMatch(/[\u001b\u202e]/);
  });

  test("every form of a report can be written", async () => {
    const folder = folderWith({ "a.ipynb": bad });
    const formats = ["text", "json", "sarif", "junit", "github", "markdown", "html"];
    const reports = formats.flatMap((format) => ["--report", `${format}=out/${format}.txt`]);
    const ended = await cli(folder, "check", ...reports);
    expect(ended.code).toBe(1);
    for (const format of formats)
      expect(readFileSync(path.join(folder, "out", `${format}.txt`), "utf8")).toContain("CW101");
  });
});

test("many notebooks: several threads, the same report; kept for the next time; changes are seen", async () => {
  const names = Array.from({ length: 100 }, (_, at) => `n${at}.ipynb`);
  const folder = folderWith(Object.fromEntries(names.map((name, at) => [name, at % 3 === 0 ? bad : good])));
  const cache = path.join(folder, "cache");
  vi.stubEnv("XDG_CACHE_HOME", cache);
  try {
    const one = await cli(folder, "check", "--jobs", "1", "--no-cache");
    const three = await cli(folder, "check", "--jobs", "3");
    const again = await cli(folder, "check", "--jobs", "3");
    expect([three.stdout, again.stdout]).toEqual([one.stdout, one.stdout]);
    writeFileSync(path.join(folder, "n0.ipynb"), good);
    const changed = await found(folder);
    expect(changed).toContain("n0.ipynb:");
    expect(changed.filter((line) => line.includes("CW101"))).toHaveLength(33);
  } finally {
    vi.unstubAllEnvs();
  }
});

describe.concurrent("explain", () => {
  test.each([
    ["CW101", "use-before-definition"],
    ["use-before-definition", "CW101"],
    ["CW404", "not JSON"],
  ])("%s", async (asked, expected) => {
    const ended = await cli(folderWith(), "explain", asked);
    expect([ended.code, ended.stdout]).toEqual([0, expect.stringContaining(expected)]);
  });

  test("without a code lists all; an unknown one is a failure", async () => {
    expect((await cli(folderWith(), "explain")).stdout).toMatch(/^CW101 {2}use-before-definition$/m);
    expect((await cli(folderWith(), "explain", "CW998")).code).toBe(2);
  });
});
