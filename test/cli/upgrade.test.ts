import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parse } from "smol-toml";
import { describe, expect, test } from "vitest";
import { tracedRun } from "../harness/traced.ts";
import { cli, contentsOf, temporaryFolders } from "./run-cli.ts";

const makeFolder = temporaryFolders();
const notebook = `# %% [markdown]
# # Rooms
# %%
rounds = 3
# %% [markdown]
# ## Load
# %%
rows = [rounds, 2]
# %% [markdown]
# ## Count
# %%
total = sum(rows) * rounds
`;

/** A run in which `rows` was a table. */
const traceOfTable = tracedRun(
  [
    ["rounds = 3", [{}]],
    ["rows = [rounds, 2]", [{}]],
    ["total = sum(rows) * rounds", [{}]],
  ],
  [{ name: "rows", made: 1, table: { kind: "frame", rows: 1, columns: [{ label: "a", dtype: "int64", nulls: 0 }] } }],
);

const large = ["--style", "production"];
const made = new Map<string, { readonly folder: string; readonly stdout: string }>();

/** A folder with the notebook and its project, and what converting it said; converted once for all tests. */
async function converted(...args: readonly string[]) {
  const known = made.get(args.join(" ")) ?? (await convert(args));
  const folder = makeFolder();
  cpSync(known.folder, folder, { recursive: true });
  const project = path.join(folder, "p");
  const read = (file: string) => readFileSync(path.join(project, file), "utf8");
  const edit = (file: string, text: string) => writeFileSync(path.join(project, file), text);
  const run = (...more: readonly string[]) => cli(folder, ...more);
  return { said: known.stdout, project, read, edit, run };
}

async function convert(args: readonly string[]) {
  const folder = makeFolder({ "rooms.py": notebook });
  const { code, stdout, stderr } = await cli(folder, "convert", "rooms.py", "-o", "p", ...args);
  expect(code, stderr).toBe(0);
  made.set(args.join(" "), { folder, stdout });
  return { folder, stdout };
}

describe("convert", () => {
  test("writes the small style and says how to get the rest", async () => {
    const { said, project } = await converted();
    expect(said).toContain("cellwright upgrade p\n");
    expect(Object.keys(contentsOf(project))).not.toContain("Dockerfile");
  });

  test("keeps the style of a project until another one is named", async () => {
    const { project, run } = await converted(...large, "--target", "airflow");
    const before = contentsOf(project);
    const again = await run("convert", "rooms.py", "-o", "p");
    expect(again.stdout).not.toContain("cellwright upgrade");
    expect(contentsOf(project)).toEqual(before);
    await run("convert", "rooms.py", "-o", "p", "--style", "minimal");
    const paths = Object.keys(contentsOf(project));
    expect([paths.includes("Dockerfile"), paths.includes("orchestration/airflow/dag.py")]).toEqual([false, true]);
  });
});

describe("upgrade", () => {
  test("makes of a small project what convert makes of the notebook at once", async () => {
    const small = await converted();
    const { code, stdout } = await small.run("upgrade", "p");
    expect([code, stdout]).toEqual([0, expect.stringContaining("  + Dockerfile\n")]);
    const whole = await converted(...large);
    // It knows of no environment with exact versions.
    whole.edit("pyproject.toml", whole.read("pyproject.toml").replace(/"pyyaml==.*"/, '"pyyaml"'));
    const [one, other] = [contentsOf(small.project), contentsOf(whole.project)];
    expect({ ...one, ".cellwright.json": "" }).toEqual({ ...other, ".cellwright.json": "" });
    expect((await small.run("upgrade", "p")).stdout).toBe("Nothing to write: all of it is there.\n");
  });

  test("puts the test that compares in the place of the one that runs, once there are references", async () => {
    const { project, read, edit, run } = await converted();
    const tests = () => Object.keys(contentsOf(project)).filter((file) => file.startsWith("tests/"));
    expect(tests()).toEqual(["tests/test_pipeline.py"]);
    const before = read("tests/test_pipeline.py");
    edit("tests/references.json", "{}");
    const comparing = ["compare_descriptions.py", "describe_artifacts.py", "references.json", "test_equivalence.py"];
    for (const command of [
      ["upgrade", "p", "--style", "minimal"],
      ["convert", "rooms.py", "-o", "p"],
    ]) {
      const { code, stderr } = await run(...command);
      expect([code, stderr]).toEqual([0, ""]);
      expect(tests()).toEqual(comparing.map((name) => `tests/${name}`));
    }
    rmSync(path.join(project, "tests", "references.json"));
    await run("upgrade", "p", "--style", "minimal");
    expect([tests(), read("tests/test_pipeline.py")]).toEqual([["tests/test_pipeline.py"], before]);
    edit("tests/test_pipeline.py", "mine = 1\n");
    edit("tests/references.json", "{}");
    await run("upgrade", "p", "--style", "minimal");
    expect(tests()).toEqual([...comparing, "test_pipeline.py"].map((name) => `tests/${name}`));
    expect(read("tests/test_pipeline.py")).toBe("mine = 1\n");
  });

  test("touches nothing that was edited, and says so", async () => {
    const { read, edit, run } = await converted();
    edit("README.md", "mine\n");
    edit("src/rooms/steps/load.py", "mine = 1\n");
    edit("Makefile", "all:\n");
    const { code, stdout } = await run("upgrade", "p");
    expect(code).toBe(0);
    expect(stdout).toContain("  README.md was edited\n");
    expect(stdout).toContain("  Makefile is none of ours\n");
    expect(stdout).not.toContain("load.py");
    expect([read("README.md"), read("Makefile"), read("src/rooms/steps/load.py")]).toEqual([
      "mine\n",
      "all:\n",
      "mine = 1\n",
    ]);
  });

  test("shows what an edited pyproject.toml lacks, until it is there", async () => {
    const { read, edit, run } = await converted();
    const mine = read("pyproject.toml")
      .replace('version = "0.1.0"', 'version = "0.2.0"')
      .replace("[build-system]", '[dependency-groups]\ndev = ["Ruff==0.17.1"]\n\n[build-system]');
    edit("pyproject.toml", mine);
    const { code, stdout } = await run("upgrade", "p");
    expect(code).toBe(1);
    expect(stdout).toContain("  pyproject.toml was edited\n");
    const lines = stdout
      .slice(stdout.indexOf("Put into it:\n") + 13)
      .split("\n")
      .map((line) => line.slice(2));
    const lacking = parse(lines.join("\n"));
    expect(lacking).toMatchObject({
      project: { dependencies: ["pyyaml"] },
      tool: { pytest: { ini_options: { testpaths: ["tests"] } }, pyright: { include: ["src/rooms"] } },
    });
    const { dev } = lacking["dependency-groups"] as { dev: string[] };
    expect(dev.map((one) => /^[\w-]+/.exec(one)?.[0])).toEqual([
      "ipykernel",
      "nbclient",
      "pyright",
      "pytest",
      "pytest-cov",
    ]);
    expect(stdout).not.toMatch(/Next:|version|ruff/i);
    expect(read("pyproject.toml")).toBe(mine);
    expect((await run("upgrade", "p")).code).toBe(1);
    const whole = (await converted(...large)).read("pyproject.toml");
    edit(
      "pyproject.toml",
      whole.replace('version = "0.1.0"', 'version = "0.2.0"').replace(/"ruff>=.*"/, '"ruff==0.17.1"'),
    );
    const done = await run("upgrade", "p");
    expect([done.code, done.stdout]).toEqual([0, expect.not.stringContaining("lacks")]);
  });

  test("tells of the modules of the runner in one line, and of the folder only where it is another", async () => {
    const { project } = await converted();
    const { code, stdout } = await cli(project, "upgrade", ".");
    expect(code).toBe(0);
    expect(stdout).toMatch(/\n {2}\+ src\/rooms\/runtime\/ \(\d\d files\)\n/);
    expect(stdout).not.toMatch(/\+ src\/rooms\/runtime\/\w/);
    expect(stdout).toMatch(/\nNext:\n {2}make\n$/);
    const other = await converted();
    expect((await other.run("upgrade", "p")).stdout).toMatch(/\nNext:\n {2}cd p\n {2}make\n$/);
  });

  test("brings the runner up to date, and takes nothing away", async () => {
    const { project, read, edit, run } = await converted(...large);
    const manifest = JSON.parse(read(".cellwright.json")) as { files: Record<string, string> };
    const runner = "src/rooms/runtime/runner.py";
    const today = read(runner);
    edit(runner, "old\n");
    manifest.files[runner] = "edc9d4a9ab8dfdbac2ba9f9c1ab5ee5ad4a3d7a0d9ac7aa4a4ff3b8a6f8b1d7e";
    edit(".cellwright.json", JSON.stringify(manifest));
    const left = await run("upgrade", "p", "--style", "minimal");
    expect(left.stdout).toContain(`${runner} was edited`);
    manifest.files[runner] = contentsOf(project)[runner] as string;
    edit(".cellwright.json", JSON.stringify(manifest));
    const { stdout } = await run("upgrade", "p", "--style", "minimal");
    expect(stdout).toContain(`  ~ ${runner}\n`);
    expect(read(runner)).toBe(today);
    expect(Object.keys(contentsOf(project))).toContain("Dockerfile");
  });

  test("goes by the steps that the project has: what tells of others is left out", async () => {
    const { project, read, edit, run } = await converted();
    edit("src/rooms/pipeline.py", read("src/rooms/pipeline.py").replace('"count"', '"add"'));
    const before = read("README.md");
    const { code, stdout } = await run("upgrade", "p");
    expect([code, stdout]).toEqual([0, expect.stringContaining("no longer those of the notebook")]);
    expect(read("README.md")).toBe(before);
    const paths = Object.keys(contentsOf(project));
    expect([paths.includes("Dockerfile"), paths.includes("notebooks/explore.ipynb")]).toEqual([true, false]);
    expect([paths.includes("conf/prod.yaml"), paths.includes("conf/base.yaml")]).toEqual([true, false]);
  });

  test("adds schemas of what a traced run showed, once", async () => {
    const folder = makeFolder({ "rooms.py": notebook, "trace.json": JSON.stringify(traceOfTable) });
    const read = (file: string) => readFileSync(path.join(folder, "p", file), "utf8");
    await cli(folder, "convert", "rooms.py", "-o", "p", "--trace", "trace.json");
    expect(Object.keys(contentsOf(path.join(folder, "p")))).not.toContain("src/rooms/schemas.py");
    expect((await cli(folder, "upgrade", "p")).stdout).toContain("  + src/rooms/schemas.py\n");
    expect(read("src/rooms/schemas.py")).toContain('"load.rows": load_rows');
    expect(read("pyproject.toml")).toContain('"pandera>=0.24"');
    writeFileSync(path.join(folder, "p", "src/rooms/schemas.py"), "mine\n");
    expect((await cli(folder, "upgrade", "p")).stdout).toBe("Nothing to write: all of it is there.\n");
    expect([read("src/rooms/schemas.py"), read("pyproject.toml")]).toEqual([
      "mine\n",
      expect.stringContaining("pandera"),
    ]);
  });

  test("adds predictions with the models that steps store anyway, and leaves steps as they are", async () => {
    const model = `# %%
import pandas as pd
from sklearn.linear_model import LinearRegression
# %% [markdown]
# ## Load
# %%
rooms = pd.read_csv("rooms.csv")
# %% [markdown]
# ## Fit
# %%
kept = LinearRegression().fit(rooms[["size"]], rooms["price"])
local = LinearRegression().fit(rooms[["size"]], rooms["price"])
worst = abs(local.predict(rooms[["size"]])).max()
# %% [markdown]
# ## Ask
# %%
predicted = kept.predict(rooms[["size"]] * 2)
`;
    const folder = makeFolder({ "rooms.py": model });
    await cli(folder, "convert", "rooms.py", "-o", "p");
    const before = contentsOf(path.join(folder, "p"));
    expect(Object.keys(before)).not.toContain("src/rooms/prediction.py");
    const { code, stderr } = await cli(folder, "upgrade", "p");
    expect(code, stderr).toBe(0);
    const after = contentsOf(path.join(folder, "p"));
    const read = (file: string) => readFileSync(path.join(folder, file), "utf8");
    const models = (project: string) =>
      [...read(`${project}/src/rooms/prediction.py`).matchAll(/\bstep="(\w+)"/g)].length;
    expect(models("p")).toBe(1);
    expect(read("p/src/rooms/prediction.py")).toContain('Model("kept", step="fit"');
    expect(read("p/pyproject.toml")).toContain('serve = ["fastapi", "uvicorn"]');
    expect(read("p/Dockerfile")).toContain("uv sync --locked --no-dev --no-install-project --extra serve");
    expect(read("p/README.md")).toContain("rooms predict --input");
    for (const file of ["src/rooms/pipeline.py", "src/rooms/steps/fit.py"]) expect(after[file]).toBe(before[file]);
    const whole = await cli(folder, "convert", "rooms.py", "-o", "q", ...large);
    expect(whole.code, whole.stderr).toBe(0);
    expect(models("q")).toBe(2);
  });

  test("brings the small runner what steps need that were written by hand", async () => {
    const { project, read, edit, run } = await converted();
    const module = "src/rooms/runtime/random_state.py";
    expect(Object.keys(contentsOf(project))).not.toContain(module);
    edit("src/rooms/pipeline.py", read("src/rooms/pipeline.py").replace('"load",', '"load", draws=True,'));
    expect((await run("upgrade", "p", "--style", "minimal")).code).toBe(0);
    expect(read(module)).toContain("def hand_on(");
  });

  test("says what it would do", async () => {
    const { project, run } = await converted();
    const before = contentsOf(project);
    const { stdout } = await run("upgrade", "p", "--dry-run");
    expect(stdout).toMatch(/^Would write:\n {2}\+ \.dockerignore\n/);
    expect(contentsOf(project)).toEqual(before);
  });

  test.each([
    [
      "a folder that is no project",
      (project: string) => rmSync(path.join(project, ".cellwright.json")),
      "not-a-project",
    ],
    ["no step table", (project: string) => rmSync(path.join(project, "src/rooms/pipeline.py")), "file-not-found"],
    ["no metadata", (project: string) => writeFileSync(path.join(project, "pyproject.toml"), "x"), "unreadable"],
  ])("refuses %s", async (_, spoil, said) => {
    const { project, run } = await converted();
    spoil(project);
    const { code, stderr } = await run("upgrade", "p");
    expect([code, stderr]).toEqual([2, expect.stringContaining(said)]);
  });
});

describe("the runner", () => {
  test("is the small one where it does, and the full one that was asked for", async () => {
    const [small, full] = [await converted(), await converted("--runner", "full")];
    const modules = (one: typeof small) =>
      Object.keys(contentsOf(one.project)).filter((file) => file.includes("/runtime/"));
    expect(modules(small).length).toBeLessThan(16);
    expect(modules(full).length).toBeGreaterThan(70);
    expect(JSON.parse(small.read(".cellwright.json")).options).toEqual({
      targets: [],
      style: "minimal",
      runner: "small",
    });
    await small.run("upgrade", "p", "--style", "minimal");
    expect(modules(small).length).toBeLessThan(16);
    expect((await small.run("upgrade", "p", "--style", "minimal", "--runner", "full")).code).toBe(0);
    expect(contentsOf(small.project)).toEqual(contentsOf(full.project));
  });

  test.each([
    ["upgrade", ["upgrade", "p"]],
    ["target add", ["target", "add", "prefect", "--project", "p"]],
    ["add", ["add", "other.py", "p"]],
  ])("that was edited is not replaced by halves: %s", async (_, args) => {
    const { project, read, edit, run } = await converted();
    writeFileSync(path.join(project, "..", "other.py"), "# %%\nimport subprocess\nsubprocess.run(['true'])\n");
    edit("src/rooms/runtime/store.py", `${read("src/rooms/runtime/store.py")}\nMINE = 1\n`);
    const before = contentsOf(project);
    const { code, stderr } = await run(...args);
    expect([code, stderr]).toEqual([2, expect.stringContaining("runtime/store.py was edited")]);
    expect(contentsOf(project)).toEqual(before);
  });

  test("comes with the first engine", async () => {
    const { project, run } = await converted();
    expect((await run("target", "add", "prefect", "--project", "p")).code).toBe(0);
    const files = Object.keys(contentsOf(project));
    for (const file of ["orchestration/prefect/flow.py", "src/rooms/runtime/worker.py", "src/rooms/runtime/calling.py"])
      expect(files).toContain(file);
  });
});
