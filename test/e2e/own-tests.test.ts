import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { convert, python, temporaryFolder } from "./tools.ts";

const work = temporaryFolder("own-tests");
const project = path.join(work, "project");

/** Random numbers without a seed, the order of a set, a file that steps write and read, tables, a value that cannot be stored. */
const notebook = `# %% [markdown]
# # Rooms
# %%
import random
import types
import numpy as np
import pandas as pd
rows = 30
# %% [markdown]
# ## Load
# %%
np.random.seed(3)
df = pd.read_csv("rooms.csv")
df["heat"] = np.random.rand(len(df))
names = list(set(df["room"]))
fortune = random.random()
with open("names.txt", "w") as file:
    file.write("\\n".join(names))
# %% [markdown]
# ## Draw
# %%
sample = df["heat"].to_numpy() + np.random.rand(len(df))
luck = random.random()
# %% [markdown]
# ## Open
# %%
box = types.SimpleNamespace(lines=(line for line in names))
# %% [markdown]
# ## Read
# %%
count = len(open("names.txt").read().split())
with open("names.txt", "a") as file:
    file.write("\\none more")
first = next(box.lines)
# %% [markdown]
# ## Sum
# %%
total = df.groupby("room", as_index=False)["heat"].sum()
total.to_csv("total.csv", index=False)
`;

const pytest = (...args: readonly string[]) =>
  python(["-m", "pytest", "-q", "-p", "no:cacheprovider", ...args], project);

function edit(file: string, from: string, to: string): void {
  const text = readFileSync(path.join(project, file), "utf8");
  expect(text).toContain(from);
  writeFileSync(path.join(project, file), text.replace(from, to));
}

const filesHere = () =>
  readdirSync(project, { recursive: true, encoding: "utf8" })
    .filter((file) => !file.includes("__pycache__") && file !== ".coverage")
    .sort();

beforeAll(async () => {
  const source = path.join(work, "source");
  mkdirSync(source, { recursive: true });
  const rows = Array.from({ length: 1000 }, (_, at) => `room${at % 7},${at}`);
  writeFileSync(path.join(source, "rooms.csv"), `room,value\n${rows.join("\n")}\n`);
  writeFileSync(path.join(source, "rooms.py"), notebook);
  const done = await convert(path.join(source, "rooms.py"), project, ["--style", "production", "--by", "headings"]);
  expect(done.code, done.stdout + done.stderr).toBe(0);
});

describe("the tests of a project", () => {
  it("pass before its first run, cover its steps and leave it as it is", async () => {
    const before = filesHere();
    const done = await pytest("--cov");
    expect([done.code, done.stdout + done.stderr]).toEqual([0, expect.stringMatching(/TOTAL\s+\d+\s+0\s+100%/)]);
    expect(done.stdout).toMatch(/Two calls do not agree on fortune/);
    expect(filesHere()).toEqual(before);
  });

  it("are formatted, and lint-clean", async () => {
    for (const args of [["check"], ["format", "--check"]]) {
      const done = await python(["-m", "ruff", ...args, "--no-cache", "tests"], project);
      expect([done.code, done.stdout]).toEqual([0, expect.anything()]);
    }
  });

  it("keep no samples on which the pipeline fails", async () => {
    const before = filesHere();
    const [load, line] = ["src/rooms/steps/load.py", "names = "];
    edit(load, line, `assert len(df) > 40, "too few"\n    ${line}`);
    const done = await python(["tests/take_samples.py", "--rows", "30"], project, {
      PYTHONPATH: path.join(project, "src"),
    });
    edit(load, `assert len(df) > 40, "too few"\n    ${line}`, line);
    expect([done.code, done.stderr]).toEqual([1, expect.stringMatching(/^Step 'load' fails:.*too few/s)]);
    expect(done.stderr).toContain("With more rows it may run: python tests/take_samples.py --rows 150");
    expect(done.stderr).not.toContain('take_samples.py", line');
    expect(filesHere()).toEqual(before);
  });

  it("store samples when they are asked to", async () => {
    const done = await python(["tests/take_samples.py", "--rows", "50"], project, {
      PYTHONPATH: path.join(project, "src"),
    });
    expect(done.code, done.stdout + done.stderr).toBe(0);
    expect(done.stdout).toMatch(/^load: whole, \d+ kB$/m);
    expect(done.stdout).toMatch(/^read: not stored \(.*box cannot be stored.*\)/m);
    expect(existsSync(path.join(project, "samples", "rooms.parquet"))).toBe(true);
    expect(existsSync(path.join(project, "runs"))).toBe(false);
    rmSync(path.join(project, "files", "rooms.csv"));
    const tested = await pytest();
    expect(tested.code, tested.stdout + tested.stderr).toBe(0);
  });

  it("say which value differs", async () => {
    edit("src/rooms/steps/sum_step.py", ".sum()", ".max()");
    const tested = await pytest("tests/test_steps.py", "tests/test_pipeline.py");
    expect(tested.code).toBe(1);
    expect(tested.stdout).toMatch(/`total` of step `sum_step` differs: total\S* is [\d.]+, not [\d.]+/);
    expect(tested.stdout).toMatch(/2 failed/);
  });

  it("say which environment is not right", async () => {
    edit("conf/prod.yaml", "parameters: {}", "parameters: {rows: many}");
    const tested = await pytest("tests/test_config.py");
    expect([tested.code, tested.stdout]).toEqual([
      1,
      expect.stringContaining("conf/prod.yaml:3: 'rows' cannot be 'many'"),
    ]);
  });
});
