import { mkdirSync, mkdtempSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { emptyLookAroundCache, type LookAroundContext, lookAround } from "../../src/disk/look-around.ts";
import { DECLARATION_FILE, LOCK_FILE, readDeclarations } from "../../src/rules/environment/declarations.ts";

const context: LookAroundContext = {
  environment: null,
  standardLibrary: new Set(["json"]),
  distributions: new Map(),
  declares: DECLARATION_FILE,
  locks: LOCK_FILE,
  readDeclarations,
};
const nothing = { paths: [], modules: [] };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "around-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

const ask = (below: string, question = nothing as { paths: readonly string[]; modules: readonly string[] }) =>
  lookAround(join(folder, below), question, context, emptyLookAroundCache());

describe("looking around a notebook", () => {
  test("says what is at paths, seen from its folder", () => {
    write({ "work/data/a.csv": "", "b.csv": "" });
    const paths = ["data/a.csv", "data", "../b.csv", "c.csv", join(folder, "b.csv")];
    expect([...ask("work", { paths, modules: [] }).paths.values()]).toEqual([
      "file",
      "folder",
      "file",
      "absent",
      "file",
    ]);
  });

  test("says it for the copy in a project from the project's folder of data", () => {
    write({
      "project/.cellwright.json": "{}",
      "project/files/a.csv": "",
      "project/notebooks/b.csv": "",
      "notebooks/b.csv": "",
    });
    const question = { paths: ["a.csv", "b.csv"], modules: [] };
    expect([...ask("project/notebooks", question).paths.values()]).toEqual(["file", "absent"]);
    expect([...ask("notebooks", question).paths.values()]).toEqual(["absent", "file"]);
  });

  test("... which may lie deeper, where paths of the notebook lead upwards", () => {
    write({
      "deep/.cellwright.json": "{}",
      "deep/files/data/a.csv": "",
      "deep/files/work/b.csv": "",
      "deep/src/deep/pipeline.py": 'WORKDIR = "files/work"\n\nSTEPS = []\n',
    });
    const question = { paths: ["../data/a.csv", "b.csv", "a.csv"], modules: [] };
    expect([...ask("deep/notebooks", question).paths.values()]).toEqual(["file", "file", "absent"]);
  });

  test("finds modules beside it and packages of the repository", () => {
    write({
      ".git/HEAD": "",
      "work/helpers.py": "",
      "src/tool/__init__.py": "",
      "work/data/a.csv": "",
      "work/fast.cpython-311.so": "",
    });
    const modules = ["helpers", "tool", "data", "fast", "pandas"];
    expect([...ask("work", { paths: [], modules }).localModules]).toEqual(["helpers", "tool", "fast"]);
  });

  test("reads declarations up to the repository, nearest first, with what they include", () => {
    write({
      "requirements.txt": "outside\n",
      "repository/.git/HEAD": "",
      "repository/pyproject.toml": '[project]\nname = "own"\ndependencies = ["numpy"]\n',
      "repository/poetry.lock": "",
      "repository/a/b/c/d/e/requirements.txt": "-r ../pins.in\npandas==2\n",
      "repository/a/b/c/d/pins.in": "scipy==1\n",
    });
    expect(ask("repository/a/b/c/d/e").declared).toMatchObject({
      files: ["requirements.txt", "../pins.in", "../../../../../pyproject.toml"],
      isLocked: true,
      projects: ["own"],
    });
  });

  test("reads folders for declarations, and those of the documentation as more", () => {
    write({
      ".git/HEAD": "",
      "work/x.ipynb": "",
      "docs/requirements.txt": "nbsphinx\n",
      "docs/notebooks/y.ipynb": "",
    });
    expect(ask("work").declared).toBeNull();
    expect(ask("docs/notebooks").declared?.files).toEqual(["../requirements.txt"]);
    write({ "requirements/base.txt": "numpy\n", "environments/dev.yml": "dependencies: [pandas]\n" });
    const { files, requirements } = ask("work").declared ?? { files: [], requirements: [] };
    expect(files).toEqual(["../requirements/base.txt", "../environments/dev.yml"]);
    expect(requirements.map(({ distribution }) => distribution).sort()).toEqual(["nbsphinx", "numpy", "pandas"]);
  });

  test("goes four folders up where there is no repository", () => {
    write({ "requirements.txt": "numpy\n", "a/b/c/d/x.ipynb": "", "a/b/c/d/e/x.ipynb": "" });
    expect(ask("a/b/c/d").declared).not.toBeNull();
    expect(ask("a/b/c/d/e").declared).toBeNull();
  });

  test("reads a `.venv` near it, unless that takes the system's packages too", () => {
    const packages = ".venv/lib/python3.11/site-packages/numpy-1.26.4.dist-info";
    write({ ".venv/pyvenv.cfg": "version = 3.11.7\n", [`${packages}/top_level.txt`]: "numpy\n", "work/x.ipynb": "" });
    const { environment } = ask("work");
    expect(environment).toMatchObject({ version: "3.11.7", kernels: null });
    expect(environment?.installed.get("numpy")).toEqual({ distribution: "numpy", version: "1.26.4" });
    write({ ".venv/pyvenv.cfg": "include-system-site-packages = true\nversion = 3.11.7\n" });
    expect(ask("work").environment).toBeNull();
  });

  test("reads nothing twice", () => {
    write({ ".git/HEAD": "", "requirements.txt": "numpy\n", "a.csv": "" });
    const cache = emptyLookAroundCache();
    const question = { paths: ["a.csv"], modules: ["helpers"] };
    const first = lookAround(folder, question, context, cache);
    for (const name of ["requirements.txt", "a.csv"]) unlinkSync(join(folder, name));
    expect(lookAround(folder, question, context, cache)).toEqual(first);
  });
});
