import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeAll, describe, expect, it } from "vitest";
import { converterCommand } from "../../scripts/corpus/converter-command.ts";
import { type Finished, runProcess } from "../../scripts/corpus/run-process.ts";
import type { PlanReport } from "../../src/report/plan-report.ts";
import { readTrace } from "../../src/trace/read-trace.ts";
import type { Trace } from "../../src/trace/types.ts";
import type { Verification } from "../../src/verify/types.ts";
import { testPython } from "../properties/test-python.ts";
import { environment, root, temporaryFolder } from "./tools.ts";

const work = temporaryFolder("trace");
const schema = JSON.parse(readFileSync(path.join(root, "docs", "schemas", "trace.schema.json"), "utf8"));
const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);

function cellwright(...args: readonly string[]): Promise<Finished> {
  const [command, ...first] = converterCommand(root, false);
  return runProcess(command, [...first, ...args], { cwd: work, env: environment(), timeout: 250 });
}

function write(name: string, ...lines: readonly string[]): string {
  const file = path.join(work, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${lines.join("\n")}\n`);
  return file;
}

function traceOf(file: string): Trace {
  const text = readFileSync(file, "utf8");
  const trace = readTrace(text);
  expect(validate(JSON.parse(text)), JSON.stringify(validate.errors)).toBe(true);
  expect(trace).not.toBeNull();
  return trace as Trace;
}

const shop = [
  "# %% [markdown]\n# ## Load",
  "# %%\nimport pandas as pd\nimport helper\nfrom sklearn.linear_model import LinearRegression as Line",
  "data = pd.read_csv('shop.csv')\nnotes = ['loaded']",
  "# %% [markdown]\n# ## Check",
  "# %%\nhelper.check(data)\nhelper.note(notes)",
  "# %% [markdown]\n# ## Fit",
  "# %%\nmodel = Line().fit(data[['n']], data['price'])\nerrors = model.predict(data[['n']]) - data['price']",
  "# %% [markdown]\n# ## Tell",
  "# %%\nimport matplotlib.pyplot as plt\nplt.plot(errors)\nplt.show()\nprint(len(notes), model.coef_, data.shape)",
];

describe("trace", () => {
  let done: Finished;
  let trace: Trace;
  beforeAll(async () => {
    write("shop.csv", "n,price", "1,10", "2,19", "3,32");
    write("helper.py", "def check(table):\n    assert len(table)\n\n\ndef note(notes):\n    notes.append('checked')");
    const notebook = write("shop.py", ...shop);
    done = await cellwright("trace", notebook, "--python", testPython());
    expect(done.code, done.stderr).toBe(0);
    trace = traceOf(path.join(work, "shop.trace.json"));
  });

  it("tells what it saw, and changes nothing but the trace", () => {
    expect(done.stdout).toContain("changed        notes");
    expect(done.stdout).toContain("reads          shop.csv");
    expect(readdirSync(work).sort()).toEqual(["helper.py", "shop.csv", "shop.py", "shop.trace.json"]);
  });

  it("writes down cells, statements and values", () => {
    expect(trace.cells.map((cell) => [cell.cell, cell.statements.length, cell.figures])).toEqual([
      [2, 5, 0],
      [4, 2, 0],
      [6, 2, 0],
      [8, 4, 1],
    ]);
    const types = new Map(trace.values.map((value) => [value.name, value.type]));
    expect(types.get("model")).toBe("sklearn.linear_model.LinearRegression");
    expect(types.get("errors")).toBe("pandas.Series");
    expect(trace.packages.pandas).toMatch(/^\d/);
    expect(JSON.stringify(trace)).not.toContain("checked");
  });

  it("makes a plan surer and smaller, and types exact", async () => {
    const outputs = async (...args: readonly string[]) => {
      const { stdout } = await cellwright("plan", "shop.py", "--json", ...args);
      return (JSON.parse(stdout) as PlanReport).steps.map((step) => [
        step.name,
        step.outputs.map((one) => one.name).join(),
      ]);
    };
    expect((await outputs())[1]).toEqual(["check", "data,notes"]);
    expect((await outputs("--trace", "shop.trace.json"))[1]).toEqual(["check", "notes"]);
    const { stdout } = await cellwright("plan", "shop.py", "--trace", "shop.trace.json");
    expect(stdout).toContain("check -> tell: notes (seen)");
  });

  it("gives a project that is equal to the notebook, and that verify knows again", async () => {
    const converted = await cellwright(
      "convert",
      "shop.py",
      "-o",
      "made",
      "--trace",
      "shop.trace.json",
      "--python",
      testPython(),
    );
    expect(converted.code, converted.stderr).toBe(0);
    const manifest = JSON.parse(readFileSync(path.join(work, "made", ".cellwright.json"), "utf8"));
    expect(manifest.trace).toBe("notebooks/shop.trace.json");
    expect(existsSync(path.join(work, "made", manifest.trace))).toBe(true);
    const step = readFileSync(path.join(work, "made", "src", "shop", "steps", "tell.py"), "utf8");
    expect(step).toContain("errors: pd.Series");
    expect(step).toContain('model: "LinearRegression"');
    expect(step).toContain("if TYPE_CHECKING:\n    from sklearn.linear_model import LinearRegression");
    const verified = await cellwright("verify", "made", "--python", testPython(), "--format", "json");
    const { verdict, steps } = JSON.parse(verified.stdout) as Verification;
    expect(verdict, verified.stderr).toBe("equal");
    expect(steps.map((one) => one.name)).toEqual(["load", "check", "fit", "tell"]);
  });

  it("leads to a pipeline that stops when a change happens that the run did not show", async () => {
    const source = path.join(work, "made", "src", "helper.py");
    const text = readFileSync(source, "utf8");
    writeFileSync(source, text.replace("assert len(table)", "table.loc[0, 'n'] = 7"));
    const { stdout, code } = await cellwright("verify", "made", "--python", testPython(), "--format", "json");
    writeFileSync(source, text);
    expect(code).toBe(1);
    const { verdict, pipelineFailure } = JSON.parse(stdout) as Verification;
    expect(verdict).toBe("failed");
    expect(JSON.stringify(pipelineFailure)).toContain("changed its input 'data' in place");
  });
});

describe("trace, when something is in the way", () => {
  it("writes what it saw of a notebook that stops", async () => {
    write("stops.py", "# %%\nx = [1]\n# %%\nx.append(2)\n1 / 0\n# %%\ny = 1");
    const { code, stderr } = await cellwright("trace", "stops.py", "--python", testPython(), "-o", "deep.json");
    expect(code).toBe(1);
    expect(stderr).toContain("stopped in cell 2: ZeroDivisionError: division by zero");
    const trace = traceOf(path.join(work, "deep.json"));
    expect(trace.failure?.cell).toBe(2);
    expect(trace.cells.map((cell) => cell.error)).toEqual([null, "ZeroDivisionError"]);
  });

  it("keeps samples when asked to", async () => {
    write("samples.py", "# %%\nname = 'Ada'");
    const { code } = await cellwright("trace", "samples.py", "--python", testPython(), "--samples");
    expect(code).toBe(0);
    expect(traceOf(path.join(work, "samples.trace.json")).values[0]?.sample).toEqual([["'Ada'"]]);
  });

  it("never overwrites what is no trace", async () => {
    write("mine.py", "# %%\nx = 1");
    const other = write("mine.trace.json", "{}");
    const { code, stderr } = await cellwright("trace", "mine.py", "--python", testPython());
    expect(code).toBe(2);
    expect(stderr).toContain("is there and is no trace");
    expect(readFileSync(other, "utf8")).toBe("{}\n");
    const planned = await cellwright("plan", "mine.py", "--trace", "mine.trace.json");
    expect([planned.code, planned.stderr]).toEqual([2, expect.stringContaining("(not-a-trace)")]);
  });

  it("says what an interpreter lacks", async () => {
    const venv = path.join(work, "bare");
    expect(spawnSync(testPython(), ["-m", "venv", "--without-pip", venv]).status).toBe(0);
    write("bare.py", "# %%\nx = 1");
    const { code, stderr } = await cellwright("trace", "bare.py", "--python", path.join(venv, "bin", "python"));
    expect(code).toBe(2);
    expect(stderr).toContain("ipykernel nbclient nbformat not installed");
    expect(stderr).toContain("-m pip install ipykernel nbclient nbformat");
  });
});
