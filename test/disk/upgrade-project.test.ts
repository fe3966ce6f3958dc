import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Failure } from "../../src/diagnostics/failure.ts";
import { readManifest } from "../../src/disk/read-manifest.ts";
import { type UpgradedProject, upgradeProject } from "../../src/disk/upgrade-project.ts";
import { writeProject } from "../../src/disk/write-project.ts";

let target: string;

beforeEach(() => {
  target = join(mkdtempSync(join(tmpdir(), "upgrade-")), "project");
});

afterEach(() => rmSync(dirname(target), { recursive: true, force: true }));

const filesOf = (files: Record<string, string>) => Object.entries(files).map(([path, content]) => ({ path, content }));
const old = { "README.md": "old", "run/a.py": "a1", "run/b.py": "b1", "run/gone.py": "g1", "steps/s.py": "s1" };
const newer = { "README.md": "new", "run/a.py": "a2", "run/b.py": "b1", "run/c.py": "c2", Makefile: "m" };

function start(): void {
  const options = { targets: ["airflow"], style: "minimal" as const };
  writeProject({ files: filesOf(old), notebook: "steps/s.py", options }, target);
}

function upgrade(files: Record<string, string> = newer, dryRun = false): UpgradedProject {
  const options = { targets: ["airflow"], style: "production" as const };
  return upgradeProject({ files: filesOf(files), units: ["run/"], options }, target, dryRun);
}

function put(path: string, content: string): void {
  mkdirSync(dirname(join(target, path)), { recursive: true });
  writeFileSync(join(target, path), content);
}

const read = (path: string) => readFileSync(join(target, path), "utf8");

describe("a project that nobody edited", () => {
  test("gets what it lacks and what is newer; of units goes what is no longer there", () => {
    start();
    const { created, replaced, removed, left } = upgrade();
    expect({ created, replaced, removed, left }).toEqual({
      created: ["Makefile", "run/c.py"],
      replaced: [".cellwright.json", "README.md", "run/a.py"],
      removed: ["run/gone.py"],
      left: [],
    });
    expect([read("README.md"), read("run/a.py"), read("steps/s.py")]).toEqual(["new", "a2", "s1"]);
    const manifest = readManifest(target);
    expect([...(manifest?.files.keys() ?? [])].sort()).toEqual(
      ["Makefile", "README.md", "run/a.py", "run/b.py", "run/c.py", "steps/s.py"].sort(),
    );
    expect(manifest?.options).toEqual({ targets: ["airflow"], style: "production" });
    expect(manifest?.notebook).toBe("steps/s.py");
  });

  test("has nothing to be done the second time", () => {
    start();
    upgrade();
    const { created, replaced, removed, left } = upgrade();
    expect([created, replaced, removed, left]).toEqual([[], [], [], []]);
  });

  test("stays as it is when that is only to be shown", () => {
    start();
    expect(upgrade(newer, true).created).toEqual(["Makefile", "run/c.py"]);
    expect([existsSync(join(target, "Makefile")), read("README.md"), read("run/gone.py")]).toEqual([
      false,
      "old",
      "g1",
    ]);
  });
});

describe("what somebody changed is left, and told", () => {
  test.each([
    ["edited", () => put("README.md", "mine"), "README.md", "mine"],
    ["foreign", () => put("Makefile", "mine"), "Makefile", "mine"],
    ["removed", () => rmSync(join(target, "README.md")), "README.md", null],
  ])("%s", (why, change, path, content) => {
    start();
    change();
    expect(upgrade().left).toEqual([{ path, why }]);
    expect(existsSync(join(target, path)) ? read(path) : null).toBe(content);
    // The next one sees it in the same way.
    expect(upgrade().left).toEqual([{ path, why }]);
  });

  test("the files of a unit change together or not at all", () => {
    start();
    put("run/a.py", "mine");
    const { left, created, removed } = upgrade();
    expect(left).toEqual([
      { path: "run/a.py", why: "edited" },
      { path: "run/c.py", why: "together" },
    ]);
    expect([created, removed]).toEqual([["Makefile"], []]);
    expect([read("run/a.py"), read("run/gone.py")]).toEqual(["mine", "g1"]);
  });

  test("an edited file of which there is nothing newer is no obstacle, and stays known as edited", () => {
    start();
    put("run/b.py", "mine");
    expect(upgrade().left).toEqual([]);
    expect([read("run/a.py"), read("run/b.py")]).toEqual(["a2", "mine"]);
    expect(upgrade({ ...newer, "run/b.py": "b3" }).left).toEqual([{ path: "run/b.py", why: "edited" }]);
  });
});

test("a folder that is none of our projects", () => {
  put("x.txt", "x");
  expect(() => upgrade()).toThrow(Failure);
  expect(() => upgrade()).toThrow(/is not a project/);
});
