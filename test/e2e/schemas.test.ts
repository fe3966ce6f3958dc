import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { converterCommand } from "../../scripts/corpus/converter-command.ts";
import { type Finished, runProcess } from "../../scripts/corpus/run-process.ts";
import { testPython } from "../properties/test-python.ts";
import { environment, python, root, runProject, temporaryFolder } from "./tools.ts";

const work = temporaryFolder("schemas");
const source = path.join(work, "source");
const project = path.join(work, "rents");
const schemas = path.join(project, "src", "rents", "schemas.py");
const outputs = path.join(project, "files", "out.csv");

function cellwright(...args: readonly string[]): Promise<Finished> {
  const [command, ...first] = converterCommand(root, false);
  return runProcess(command, [...first, ...args], { cwd: work, env: environment(), timeout: 280 });
}

async function right(done: Promise<Finished>): Promise<string> {
  const { code, stdout, stderr } = await done;
  expect(code, stdout + stderr).toBe(0);
  return stdout;
}

const notebook = `# %% [markdown]
# ## Load
# %%
import pandas as pd
rents = pd.read_csv("rents.csv", parse_dates=["since"])
# %% [markdown]
# ## Price
# %%
rents["price"] = rents["rent"] / rents["area"]
rents = rents.set_index("id")
# %% [markdown]
# ## Towns
# %%
towns = rents.groupby("town")["price"].mean()
towns.to_csv("out.csv")
`;

const row = (id: number, rent: string | number = 500 + 10 * id) =>
  `${id},${["Ulm", "Bonn", "Jena"][id % 3]},${rent},${40 + (id % 7)}.5,20${10 + (id % 9)}-03-01`;
const table = (...rows: readonly string[]) => `${["id,town,rent,area,since", ...rows].join("\n")}\n`;
const good = table(...Array.from({ length: 40 }, (_, at) => row(at)));
const give = (text: string) => writeFileSync(path.join(project, "files", "rents.csv"), text);

beforeAll(async () => {
  mkdirSync(source, { recursive: true });
  writeFileSync(path.join(source, "rents.py"), notebook);
  writeFileSync(path.join(source, "rents.csv"), good);
  await right(cellwright("trace", "source/rents.py", "--python", testPython()));
  const options = ["--style", "production", "--trace", "source/rents.trace.json", "--python", testPython()];
  await right(cellwright("convert", "source/rents.py", "-o", project, ...options));
});

describe("a project with schemas", () => {
  it("has one for each table, and requires pandera", () => {
    expect(readFileSync(schemas, "utf8")).toMatchSnapshot();
    expect(readFileSync(path.join(project, "pyproject.toml"), "utf8")).toMatch(/^ {4}"pandera==/m);
  });

  it("is clean for ruff", async () => {
    await right(python(["-m", "ruff", "check", "--no-cache", "."], project));
    await right(python(["-m", "ruff", "format", "--check", "--no-cache", "src"], project));
  });

  it("gives what the notebook gives", async () => {
    expect(await right(cellwright("verify", project, "--python", testPython()))).toContain("equal");
  });

  it("stops at a bad table, and nothing is written", async () => {
    give(table(row(0), row(1, -3), row(1), "2,Rome,500,nothing,2012-01-01"));
    const { code, stdout } = await runProject(project, "rents", ["run"]);
    expect(code).toBe(1);
    expect(stdout).toContain(
      [
        "Table 'rents_table' of the catalog, which step 'load' takes, breaks its schema (src/rents/schemas.py):",
        "  column 'id', field_uniqueness: 2 of 4 rows, first: row 1 = 1, row 2 = 1",
        "  column 'town', isin(['Bonn', 'Jena', 'Ulm']): 1 of 4 rows, first: row 3 = 'Rome'",
        "  column 'rent', in_range(100, 1300): 1 of 4 rows, first: row 1 = -3",
        "  column 'area' is object, not float64: 1 of 4 rows, first: row 3 = 'nothing'",
        "",
      ].join("\n"),
    );
    expect(existsSync(outputs)).toBe(false);
  });

  it("takes other data of the same kind", async () => {
    give(table(...Array.from({ length: 30 }, (_, at) => row(100 + at, 900 + at))));
    await right(runProject(project, "rents", ["run"]));
    expect(existsSync(outputs)).toBe(true);
  });
});

describe("schemas of a run", () => {
  const ask = (...args: readonly string[]) => cellwright("schemas", project, "--python", testPython(), ...args);

  it("are those of the traced notebook, where the data is the same", async () => {
    give(good);
    await right(runProject(project, "rents", ["run"]));
    expect(await right(ask())).toContain("src/rents/schemas.py is up to date.");
  });

  it("never replace what was edited, unless they are asked to", async () => {
    const edited = readFileSync(schemas, "utf8").replaceAll("in_range(100, 1300)", "in_range(300, 3000)");
    writeFileSync(schemas, edited);
    give(table(...Array.from({ length: 30 }, (_, at) => row(at, 700 + 10 * at))));
    await right(runProject(project, "rents", ["run"]));
    const refused = await ask();
    expect([refused.code, readFileSync(schemas, "utf8")]).toEqual([1, edited]);
    expect(refused.stdout).toContain("src/rents/schemas.py was edited");
    expect(await right(ask("--dry-run"))).toContain("OUTPUTS = {");
    expect(await right(ask("--force"))).toContain("Wrote src/rents/schemas.py");
    expect(await right(ask())).toContain("is up to date");
  });

  it("come with pandera among the dependencies", async () => {
    const small = path.join(work, "small");
    await right(cellwright("convert", "source/rents.py", "-o", small, "--runner", "full", "--python", testPython()));
    await right(runProject(small, "rents", ["run"]));
    const said = await right(cellwright("schemas", small, "--python", testPython()));
    expect(said).toMatch(
      /^\d tables of run .*\nWrote src\/rents\/schemas.py\nWrote pyproject.toml, which asks for pandera now./,
    );
    expect(readFileSync(path.join(small, "pyproject.toml"), "utf8")).toMatch(/^ {4}"pandera==/m);
    await right(runProject(small, "rents", ["run"]));
  });

  it("need a run with results of all steps", async () => {
    give("");
    expect((await runProject(project, "rents", ["run", "--run-id", "failed"])).code).toBe(1);
    expect((await ask("--run", "failed")).stderr).toContain("Run failed has no result of step load");
    const partial = await ask();
    expect([partial.code, partial.stdout]).toEqual([
      1,
      expect.stringContaining("rents_table could not be read. TableError"),
    ]);
    give(good);
    expect(await right(ask())).toMatch(/^4 tables of run (?!failed)/);
    const { code, stderr } = await ask("--run", "none");
    expect([code, stderr]).toEqual([2, expect.stringContaining("(no-run)")]);
  });
});
