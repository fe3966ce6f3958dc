import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Failure } from "../../src/diagnostics/failure.ts";
import { startWrite } from "../../src/disk/journal.ts";
import { planWrite } from "../../src/disk/plan-write.ts";
import { type ProjectFiles, withManifest } from "../../src/disk/project-files.ts";
import { recoverProject, writeProject } from "../../src/disk/write-project.ts";

let root: string;
let target: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "disk-"));
  target = join(root, "out", "project");
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function project(files: Record<string, string>): ProjectFiles {
  return { files: Object.entries(files).map(([path, content]) => ({ path, content })) };
}

/** Content by path of all files below a folder, but for the manifest. */
function filesIn(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== ".cellwright.json")
    .map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(paths.sort().map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]));
}

function put(path: string, content: string): void {
  mkdirSync(dirname(join(target, path)), { recursive: true });
  writeFileSync(join(target, path), content);
}

function failureOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof Failure) return `${error.code}: ${error.message.replaceAll(target, "TARGET")}`;
    throw error;
  }
  return "none";
}

const first = { "a.txt": "a", "src/b.py": "b", "src/deep/c.py": "c" };
const second = { "a.txt": "A", "src/b.py": "b", "new/d.py": "d" };
const overwriteOwn = { overwriteOwn: true };

describe("a new project", () => {
  test("is written with its manifest into a folder that is not there", () => {
    const written = writeProject(project(first), target);
    expect(written).toEqual({
      target,
      created: [".cellwright.json", "a.txt", "src/b.py", "src/deep/c.py"],
      replaced: [],
      removed: [],
      unchanged: [],
    });
    expect(filesIn(target)).toEqual(first);
    const manifest = JSON.parse(readFileSync(join(target, ".cellwright.json"), "utf8"));
    expect(manifest.files["a.txt"]).toBe("ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb");
    expect(readdirSync(dirname(target))).toEqual(["project"]);
  });

  test("is written into an empty folder, which stays the same folder", () => {
    mkdirSync(target, { recursive: true });
    const { ino } = statSync(target);
    writeProject(project(first), target);
    expect(filesIn(target)).toEqual(first);
    expect(statSync(target).ino).toBe(ino);
  });

  test("keeps bytes and permissions", () => {
    const content = new Uint8Array([0, 255, 13, 10]);
    writeProject({ files: [{ path: "run", content, mode: 0o755 }] }, target);
    expect(new Uint8Array(readFileSync(join(target, "run")))).toEqual(content);
    expect(statSync(join(target, "run")).mode & 0o777).toBe(0o755);
  });

  test("has the same bytes whatever the order of its files", () => {
    writeProject(project(first), target);
    writeProject({ files: [...project(first).files].reverse() }, `${target}2`);
    expect(readFileSync(join(target, ".cellwright.json"))).toEqual(
      readFileSync(join(`${target}2`, ".cellwright.json")),
    );
  });

  test("is not written in a dry run", () => {
    expect(writeProject(project(first), target, { dryRun: true }).created).toContain("a.txt");
    expect(existsSync(dirname(target))).toBe(false);
  });
});

describe("a project in place of an older one", () => {
  beforeEach(() => void writeProject(project(first), target));

  test("replaces, creates and removes files", () => {
    const expected = {
      target,
      created: ["new/d.py"],
      replaced: [".cellwright.json", "a.txt"],
      removed: ["src/deep/c.py"],
      unchanged: ["src/b.py"],
    };
    expect(writeProject(project(second), target, { overwriteOwn: true, dryRun: true })).toEqual(expected);
    expect(filesIn(target)).toEqual(first);
    expect(writeProject(project(second), target, overwriteOwn)).toEqual(expected);
    expect(filesIn(target)).toEqual(second);
    expect(readdirSync(target).sort()).toEqual([".cellwright.json", "a.txt", "new", "src"]);
    expect(existsSync(join(target, "src/deep"))).toBe(false);
  });

  test("changes nothing when it is the same", () => {
    const before = statSync(join(target, "a.txt")).mtimeMs;
    const written = writeProject(project(first), target, overwriteOwn);
    expect(written.unchanged.length).toBe(4);
    expect(statSync(join(target, "a.txt")).mtimeMs).toBe(before);
  });

  test("leaves added files alone", () => {
    put("src/deep/mine.py", "mine");
    put(".venv/x", "x");
    writeProject(project(second), target, overwriteOwn);
    expect(filesIn(target)).toEqual({ ...second, "src/deep/mine.py": "mine", ".venv/x": "x" });
  });

  test("writes a file again that was deleted", () => {
    rmSync(join(target, "a.txt"));
    expect(writeProject(project(first), target, overwriteOwn).created).toEqual(["a.txt"]);
    expect(filesIn(target)).toEqual(first);
  });

  test("takes over an added file that is the same", () => {
    put("new/d.py", "d");
    expect(writeProject(project(second), target, overwriteOwn).unchanged).toContain("new/d.py");
  });
});

describe("what is refused leaves everything as it was", () => {
  const written = () => void writeProject(project(first), target);
  const realFolder = () => mkdirSync(join(root, "real"));
  const parent = () => mkdirSync(dirname(target), { recursive: true });
  const link = (from: string, to: string) => () => symlinkSync(join(root, to), join(target, from));
  const edit = (path: string) => () => put(path, "mine");
  const cases: [name: string, prepare: (() => void)[], failure: RegExp, options?: { overwriteOwn?: boolean }][] = [
    ["other files", [edit("x")], /^target-not-empty: TARGET already holds files/],
    ["a project, when not asked to overwrite", [written], /^target-not-empty: TARGET already holds a project/, {}],
    ["a changed file", [written, edit("a.txt")], /^target-not-empty: .*by hand.*: a\.txt\./],
    ["a changed file that would go", [written, edit("src/deep/c.py")], /src\/deep\/c\.py/],
    ["an added file in the way", [written, edit("new/d.py")], /new\/d\.py/],
    ["an added folder in the way", [written, edit("new/d.py/x")], /new\/d\.py/],
    ["an added file where a folder should be", [written, edit("new")], /new\/d\.py/],
    ["a file in its place", [parent, () => writeFileSync(target, "x")], /^target-is-file/],
    ["a broken manifest", [edit(".cellwright.json")], /^target-not-empty/],
    [
      "a manifest that leads outside",
      [edit("a"), () => put(".cellwright.json", '{"files":{"../x":"0"}}')],
      /^target-not-empty/,
    ],
    ["a link in its place", [realFolder, parent, link("", "real")], /^link-in-target/],
    ["a link within", [written, realFolder, link("new", "real")], /^link-in-target: TARGET\/new/],
    ["a link that is a file", [written, () => rmSync(join(target, "a.txt")), link("a.txt", "out")], /a\.txt/],
  ];
  test.each(cases)("%s", (_name, prepare, failure, options = overwriteOwn) => {
    for (const act of prepare) act();
    const before = readdirSync(root, { recursive: true }).sort();
    const content = existsSync(target) && statSync(target).isDirectory() ? filesIn(target) : {};
    expect(failureOf(() => writeProject(project(second), target, { ...options, dryRun: true }))).toMatch(failure);
    expect(failureOf(() => writeProject(project(second), target, options))).toMatch(failure);
    expect(readdirSync(root, { recursive: true }).sort()).toEqual(before);
    if (existsSync(target) && statSync(target).isDirectory()) expect(filesIn(target)).toEqual(content);
  });

  test.skipIf(process.getuid?.() === 0)("a folder without permission", () => {
    mkdirSync(target, { recursive: true });
    chmodSync(target, 0o555);
    expect(failureOf(() => writeProject(project(first), target))).toMatch(/^no-permission/);
    chmodSync(target, 0o755);
  });
});

describe("paths of a project", () => {
  const bugs = ["../x", "/x", "a/../../x", "a//b", "./a", "", "a\\b", "C:/x", "a/", "..", "a\0", ".cellwright.json"];
  test.each(bugs)("%j is a bug", (path) => {
    expect(() => writeProject(project({ [path]: "x" }), target)).toThrow("bug:");
    expect(existsSync(dirname(target))).toBe(false);
  });

  test.each([
    ["a", "A"],
    ["a", "a/b"],
    ["x/y", "X/Y/z"],
  ])("%j and %j together are a bug", (one, other) => {
    expect(() => writeProject(project({ [one]: "x", [other]: "y" }), target)).toThrow("bug:");
  });

  test.each(["con", "steps/aux.py", "NUL.txt", "com1", "a:b", "a?", "x/lpt9.tar.gz", "end.", "end ", "a\tb"])(
    "%j is refused",
    (path) => {
      expect(failureOf(() => writeProject(project({ [path]: "x" }), target))).toMatch(/^reserved-name/);
    },
  );

  test.each(["console", "steps/auxiliary.py", ".hidden", "a b", "naïve.py", "com10", "..a"])("%j is fine", (path) => {
    writeProject(project({ [path]: "x" }), target);
    expect(filesIn(target)).toEqual({ [path]: "x" });
  });
});

describe("an interrupted write", () => {
  /** Leaves the target as a run that was killed right behind the point of no return. */
  function interrupt(): void {
    writeProject(project(first), target);
    const files = withManifest(project(second));
    startWrite(target, target, planWrite(files, target, target, true), files);
  }

  test("is completed by the next run", () => {
    interrupt();
    expect(filesIn(target)["a.txt"]).toBe("a");
    expect(recoverProject(target)).toBe(true);
    expect(filesIn(target)).toEqual(second);
    expect(recoverProject(target)).toBe(false);
  });

  test("is completed before another project is written", () => {
    interrupt();
    expect(failureOf(() => writeProject(project(first), target, { dryRun: true, overwriteOwn: true }))).toMatch(
      /^unfinished-write/,
    );
    expect(writeProject(project(first), target, overwriteOwn).removed).toEqual(["new/d.py"]);
    expect(filesIn(target)).toEqual(first);
  });

  test("does not overwrite what was changed since", () => {
    interrupt();
    put("a.txt", "mine");
    expect(failureOf(() => recoverProject(target))).toMatch(/^unfinished-write: .*a\.txt was changed since/);
    expect(readFileSync(join(target, "a.txt"), "utf8")).toBe("mine");
    writeFileSync(join(target, "a.txt"), "a");
    expect(recoverProject(target)).toBe(true);
    expect(filesIn(target)).toEqual(second);
  });

  test("leaves nothing behind that the next run does not clear", () => {
    mkdirSync(join(dirname(target), ".project.cellwright-new-999999999-abc"), { recursive: true });
    put(".cellwright-new-999999999-abc/files/x", "x");
    writeProject(project(first), target);
    expect(filesIn(target)).toEqual(first);
    expect(readdirSync(dirname(target))).toEqual(["project"]);
  });

  test("of a process that still runs is left alone", () => {
    const alive = `.project.cellwright-new-${process.ppid}-abc`;
    mkdirSync(join(dirname(target), alive), { recursive: true });
    writeProject(project(first), target);
    expect(readdirSync(dirname(target)).sort()).toEqual([alive, "project"]);
  });
});
