import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { cli, contentsOf, temporaryFolders } from "./run-cli.ts";

const makeFolder = temporaryFolders();

/** A notebook of two steps: code above the first, then one after the other. */
function notebook(title: string, head: string, first: string, second: string): string {
  const step = (name: string, code: string) => `# %% [markdown]\n# ## ${name}\n# %%\n${code}\n`;
  return `# %% [markdown]\n# # ${title}\n# %%\n${head}\n${step("Load", first)}${step(`${title} it`, second)}`;
}

const rooms = notebook(
  "Rooms",
  "import json\nrounds = 3\ndef double(x):\n    return 2 * x\n",
  "rows = [rounds, double(2)]",
  "with open('rooms.json', 'w') as file:\n    json.dump(rows, file)",
);
const guests = notebook(
  "Guests",
  "import json\nrounds = 4\ndef double(x):\n    return 2 * x\ndef half(x):\n    return x / 2\n",
  "with open('rooms.json') as file:\n    rows = json.load(file)",
  "beds = [half(double(row)) * rounds for row in rows]",
);
const files = { "rooms.py": rooms, "guests.py": guests };

/** A copy of a folder with the notebooks and a project, which is made once for all tests. */
class Prepared {
  private folder = "";
  private readonly args: readonly string[];

  constructor(...args: readonly string[]) {
    this.args = args;
  }

  async make(): Promise<void> {
    this.folder = makeFolder(files);
    const { code, stderr } = await cli(this.folder, ...this.args);
    expect(code, stderr).toBe(0);
  }

  copy() {
    const folder = makeFolder();
    cpSync(this.folder, folder, { recursive: true });
    const place = (file: string) => path.join(folder, "p", file);
    return {
      folder,
      project: place("."),
      read: (file: string) => readFileSync(place(file), "utf8"),
      write: (file: string, text: string) => writeFileSync(place(file), text),
      remove: (file: string) => rmSync(place(file)),
      run: (...args: readonly string[]) => cli(folder, ...args),
    };
  }
}

const both = new Prepared("convert", "guests.py", "rooms.py", "-o", "p");
const single = new Prepared("convert", "guests.py", "-o", "p", "--name", "p");
const empty = new Prepared("init", "p");
beforeAll(async () => {
  for (const one of [both, single, empty]) await one.make();
});

describe("convert with several notebooks", () => {
  test("writes one project in which what one writes and another reads is an order", () => {
    const { read, project } = both.copy();
    const table = read("src/p/pipeline.py");
    const names = [...table.matchAll(/Step\(\s*"(\w+)"/g)].map(([, name]) => name);
    expect(names).toEqual(["rooms_load", "rooms_it", "load", "guests_it"]);
    expect(table).toMatch(/"load",[^)]*after=\["rooms_it"\]/);
    expect(read("src/p/params.py")).toMatch(/rooms_rounds: int = 3\n {4}rounds: int = 4\n/);
    expect(read("src/p/steps/rooms_load.py")).toContain(
      "from p.functions import double\n\n\ndef rooms_load(rooms_rounds: int) -> list:\n    rounds = rooms_rounds\n",
    );
    expect(Object.keys(contentsOf(project))).not.toContain("src/p/rooms_functions.py");
    expect(read("README.md")).toContain("`notebooks/rooms.py` and `notebooks/guests.py`");
  });

  test("tells of each notebook as JSON, and writes nothing when one has errors", async () => {
    const { folder, run } = both.copy();
    writeFileSync(path.join(folder, "bad.py"), notebook("Bad", "", "rows = missing", "print(rows)"));
    const { code, stdout } = await run("convert", "rooms.py", "bad.py", "-o", "q", "--json");
    const outcome = JSON.parse(stdout) as {
      converted: boolean;
      notebooks: string[];
      diagnostics: { notebook: string }[];
    };
    expect([code, outcome.converted, outcome.notebooks]).toEqual([1, false, ["rooms.py", "bad.py"]]);
    expect(outcome.diagnostics).toContainEqual(expect.objectContaining({ code: "CW102", notebook: "bad.py" }));
    expect(Object.keys(contentsOf(folder))).not.toContain("q");
  });

  test("refuses notebooks that wait for each other", async () => {
    const { folder, run } = both.copy();
    writeFileSync(
      path.join(folder, "one.py"),
      notebook("One", "", "x = open('b.txt').read()", "open('a.txt', 'w').write(x)"),
    );
    writeFileSync(
      path.join(folder, "two.py"),
      notebook("Two", "", "x = open('a.txt').read()", "open('b.txt', 'w').write(x)"),
    );
    const { code, stderr } = await run("convert", "one.py", "two.py", "-o", "q");
    expect([code, stderr]).toEqual([1, expect.stringContaining("error CW341: ")]);
  });

  test.each([
    ["the same notebook twice", ["convert", "rooms.py", "./rooms.py", "-o", "q"], "notebook-twice"],
    ["two of one name", ["convert", "rooms.py", "p/notebooks/rooms.py", "-o", "q"], "notebook-twice"],
    [
      "a trace, which is that of one",
      ["convert", "rooms.py", "guests.py", "-o", "q", "--trace", "t.json"],
      "trace-of-one",
    ],
    ["a project that has others too", ["convert", "rooms.py", "-o", "p"], "other-notebooks"],
  ])("does not take %s", async (_, args, code) => {
    const { folder, run } = both.copy();
    const before = contentsOf(folder);
    const ended = await run(...args);
    expect([ended.code, ended.stderr]).toEqual([2, expect.stringContaining(`(${code})`)]);
    expect(contentsOf(folder)).toEqual(before);
  });
});

describe("add", () => {
  test("makes of a project what convert makes of all notebooks at once", async () => {
    const one = single.copy();
    const { code, stdout } = await one.run("add", "rooms.py", "p");
    expect([code, stdout]).toEqual([0, expect.stringContaining("\nSteps of rooms.py: rooms_load, rooms_it\n")]);
    const { files: found, ...manifest } = JSON.parse(one.read(".cellwright.json")) as { files: object };
    const { files: wanted, ...other } = JSON.parse(both.copy().read(".cellwright.json")) as { files: object };
    expect(found).toEqual(wanted);
    expect(manifest).toEqual(other);
    const before = contentsOf(one.project);
    expect((await one.run("add", "rooms.py", "p")).stdout).toMatch(/^Nothing to write/);
    expect(contentsOf(one.project)).toEqual(before);
  });

  test("keeps what the project's engines need of the runner", async () => {
    const one = single.copy();
    expect((await one.run("target", "add", "snakemake", "--project", "p")).code).toBe(0);
    const before = Object.keys(contentsOf(one.project));
    expect(before).toContain("src/p/runtime/run_content.py");
    const { code, stdout } = await one.run("add", "rooms.py", "p");
    expect([code, stdout]).toEqual([0, expect.not.stringContaining("  - ")]);
    expect(Object.keys(contentsOf(one.project))).toEqual(expect.arrayContaining(before));
    expect((await one.run("add", "rooms.py", "p")).stdout).toMatch(/^Nothing to write/);
  });

  test("brings one of the notebooks up to date, and touches the steps of no other one", async () => {
    const { folder, project, read, write, run } = both.copy();
    write("src/p/steps/load.py", `${read("src/p/steps/load.py")}# mine\n`);
    const before = contentsOf(project);
    writeFileSync(
      path.join(folder, "rooms.py"),
      rooms.replace("## Rooms it", "## Store").replace("double(2)", "double(5)"),
    );
    const { code, stdout } = await run("add", "rooms.py", "p");
    expect([code, stdout]).toEqual([0, expect.stringContaining("  - src/p/steps/rooms_it.py\n")]);
    const after = contentsOf(project);
    const changed = Object.keys({ ...before, ...after }).filter((file) => before[file] !== after[file]);
    expect(changed.sort()).toEqual(
      [
        ".cellwright.json",
        "README.md",
        "notebooks/rooms.py",
        "src/p/pipeline.py",
        ...["rooms_it", "rooms_load", "store"].map((name) => `src/p/steps/${name}.py`),
      ].sort(),
    );
  });

  test("says what to put into a file that was edited, until it is there", async () => {
    const { read, write, run } = single.copy();
    const table = read("src/p/pipeline.py");
    const row = '    Step("last", title="Last", inputs=["beds"]),\n';
    write("src/p/pipeline.py", table.replace(/\]\n$/, `${row}]\n`));
    const { code, stdout } = await run("add", "rooms.py", "p", "--json");
    const { left } = JSON.parse(stdout) as { left: { path: string; why: string; lines: { added: string[] }[] }[] };
    expect(code).toBe(1);
    expect(left.map(({ path: file, why }) => [file, why])).toEqual([["src/p/pipeline.py", "edited"]]);
    const added = left[0]?.lines.flatMap((one) => one.added).join("\n") ?? "";
    expect(added).toContain('Step("rooms_load", title="Load", notebook="rooms"');
    expect(read("src/p/pipeline.py")).toBe(table.replace(/\]\n$/, `${row}]\n`));
    expect(await run("add", "rooms.py", "p")).toMatchObject({
      code: 1,
      stdout: expect.stringContaining("src/p/pipeline.py was edited. Put into it:\n"),
    });
    write("src/p/pipeline.py", table.replace("STEPS = [\n", `STEPS = [\n${added}\n`));
    expect((await run("add", "rooms.py", "p")).code).toBe(0);
  });

  test("gives names that rows written by hand do not have", async () => {
    const { read, write, run } = empty.copy();
    const row = '    Step("guests_load", title="Mine"),\n';
    write("src/p/pipeline.py", read("src/p/pipeline.py").replace(/\]\n$/, `${row}]\n`));
    const { stdout } = await run("add", "guests.py", "p", "--json");
    expect((JSON.parse(stdout) as { steps: string[] }).steps).toEqual(["guests_load_2", "guests_it"]);
  });

  test("does not replace data of the project by other data", async () => {
    const { folder, run } = single.copy();
    writeFileSync(path.join(folder, "p", "files", "rooms.json"), "[1]");
    writeFileSync(path.join(folder, "rooms.json"), "[2]");
    const before = contentsOf(folder);
    const { code, stderr } = await run("add", "rooms.py", "p");
    expect([code, stderr]).toEqual([2, expect.stringContaining("(different-files)")]);
    expect(contentsOf(folder)).toEqual(before);
  });

  test("does not take a parameter of somebody else for its own", async () => {
    const { folder, read, write, run } = empty.copy();
    write("src/p/params.py", `${read("src/p/params.py")}    rounds: int = 9\n`);
    const before = contentsOf(folder);
    const { code, stderr } = await run("add", "guests.py", "p");
    expect([code, stderr]).toEqual([2, expect.stringContaining("(parameter-taken)")]);
    expect(contentsOf(folder)).toEqual(before);
    write("src/p/params.py", read("src/p/params.py").replace("= 9", "= 4"));
    expect((await run("add", "guests.py", "p", "--dry-run")).code).toBe(1);
  });

  test("only says what it would do, when asked to", async () => {
    const { folder, run } = single.copy();
    const before = contentsOf(folder);
    const { code, stdout } = await run("add", "rooms.py", "p", "--dry-run");
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^Would write:\n(.*\n)* {2}~ src\/p\/pipeline\.py\n/)]);
    expect(contentsOf(folder)).toEqual(before);
  });

  test("goes nowhere but into a project", async () => {
    const { folder, run, read, write } = both.copy();
    expect(await run("add", "rooms.py", ".")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("(not-a-project)"),
    });
    write(".cellwright.json", read(".cellwright.json").replace('"version": 2', '"version": 3'));
    for (const args of [
      ["add", "rooms.py", "p"],
      ["upgrade", "p"],
      ["convert", "rooms.py", "guests.py", "-o", "p"],
    ]) {
      const before = contentsOf(folder);
      expect(await run(...args)).toMatchObject({ code: 2, stderr: expect.stringContaining("(newer-project)") });
      expect(contentsOf(folder)).toEqual(before);
    }
  });

  test("does not bring in a notebook with errors", async () => {
    const { folder, run } = both.copy();
    writeFileSync(path.join(folder, "bad.py"), notebook("Bad", "", "rows = missing", "print(rows)"));
    const before = contentsOf(folder);
    const { code, stderr } = await run("add", "bad.py", "p");
    expect([code, stderr]).toEqual([1, expect.stringContaining("error CW102")]);
    expect(contentsOf(folder)).toEqual(before);
  });
});

describe("init", () => {
  test("writes a project of each style without a notebook", async () => {
    const { read, project, run } = empty.copy();
    expect(Object.keys(contentsOf(project))).toEqual(expect.arrayContaining(["Dockerfile", "conf/base.yaml"]));
    expect(read("README.md")).toContain("## Write a step\n");
    expect(read("pyproject.toml")).toContain('description = "Pipeline"\n');
    await run("init", "small", "--style", "minimal", "--target", "snakemake");
    const paths = Object.keys(contentsOf(path.join(path.dirname(project), "small")));
    expect(paths).toEqual(expect.arrayContaining(["tests/test_example.py", "orchestration/snakemake/Snakefile"]));
    expect(paths.filter((file) => /Dockerfile|^notebooks\/|test_equivalence|test_pipeline/.test(file))).toEqual([]);
  });

  test("is kept by upgrade as it is", async () => {
    const { run } = empty.copy();
    expect(await run("upgrade", "p")).toMatchObject({ code: 0, stdout: "Nothing to write: all of it is there.\n" });
  });

  test("leaves the example out once its rows are gone", async () => {
    const { read, write, remove, run } = empty.copy();
    write("src/p/pipeline.py", read("src/p/pipeline.py").replace(/STEPS = \[.*/s, "STEPS = []\n"));
    for (const name of ["load", "clean", "summarise"]) remove(`src/p/steps/${name}.py`);
    const { code, stdout } = await run("add", "guests.py", "p", "--json");
    const { steps, files: written } = JSON.parse(stdout) as { steps: string[]; files: string[] };
    expect([code, steps]).toEqual([1, ["load", "guests_it"]]);
    expect(written).toEqual(expect.arrayContaining(["src/p/guests_functions.py", "tests/test_equivalence.py"]));
    expect(written).not.toContain("src/p/steps/clean.py");
  });

  test("has no notebook to verify", async () => {
    const { run } = empty.copy();
    expect(await run("verify", "p")).toMatchObject({ code: 2, stderr: expect.stringContaining("(no-notebooks)") });
  });

  test.each([
    ["1st", "invalid-name"],
    ["a b", "invalid-name"],
    ["con", "invalid-name"],
    ["p", "target-not-empty"],
  ])("does not take the name %s", async (name, code) => {
    const { folder, run } = empty.copy();
    const before = contentsOf(folder);
    const ended = await run("init", name);
    expect([ended.code, ended.stderr]).toEqual([2, expect.stringContaining(`(${code})`)]);
    expect(contentsOf(folder)).toEqual(before);
  });
});
