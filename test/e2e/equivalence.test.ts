import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { converterCommand } from "../../scripts/corpus/converter-command.ts";
import { type Finished, runProcess } from "../../scripts/corpus/run-process.ts";
import { testPython } from "../properties/test-python.ts";
import { convert, environment, python, root, temporaryFolder } from "./tools.ts";

const work = temporaryFolder("equivalence");

const cellwright = (...args: readonly string[]): Promise<Finished> => {
  const [command, ...first] = converterCommand(root, false);
  return runProcess(command, [...first, ...args], { env: environment(), timeout: 280 });
};

const verify = (project: string, ...args: readonly string[]): Promise<Finished> =>
  cellwright("verify", project, "--python", testPython(), "--write-references", ...args);

const testsOf = (project: string): readonly string[] =>
  readdirSync(path.join(project, "tests"))
    .filter((file) => !file.startsWith("__"))
    .sort();

const withReferences = ["compare_descriptions.py", "describe_artifacts.py", "references.json", "test_equivalence.py"];

const ownTest = (project: string) => python(["-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"], project);

interface References {
  readonly artifacts: readonly {
    readonly step: string;
    readonly name: string;
    readonly hash: string;
    readonly parts: object;
    readonly samples: object;
  }[];
  readonly leftOut: readonly { readonly step: string; readonly name: string; readonly reason: string }[];
}

const referencesOf = (project: string): References =>
  JSON.parse(readFileSync(path.join(project, "tests", "references.json"), "utf8"));

function edit(file: string, from: string, to: string): void {
  const text = readFileSync(file, "utf8");
  expect(text).toContain(from);
  writeFileSync(file, text.replace(from, to));
}

describe.each([
  {
    name: "percent-script",
    file: "churn.py",
    falsified: { package: "churn", step: "model", from: "default_rng(5)", to: "default_rng(6)" },
    says: /`rng` of step `model` differs: rng\S* is \d+, not \d+/,
  },
  {
    name: "sensor-cleaning",
    file: "sensor-cleaning.ipynb",
    falsified: { package: "sensor_cleaning", step: "limits_per_room", from: "quantile([0.01", to: "quantile([0.02" },
    says: /`grouped` of step `limits_per_room` differs: grouped\.obj\S* is (?:\S+, not \S+|not the same)/,
  },
])("the test of equivalence in the project of $name", ({ name, file, falsified, says }) => {
  const project = path.join(work, name);

  it("only runs the pipeline as long as there are no references", async () => {
    cpSync(path.join(root, "samples", name), path.join(work, "samples", name), { recursive: true });
    const done = await convert(path.join(work, "samples", name, file), project);
    expect(done.code, done.stdout + done.stderr).toBe(0);
    const tested = await ownTest(project);
    expect([tested.code, tested.stdout]).toEqual([0, expect.stringContaining("1 passed")]);
    expect(testsOf(project)).toEqual(["test_pipeline.py"]);
  });

  it("passes with those that `verify` writes, and leaves the project as it is", async () => {
    const done = await verify(project);
    expect(done.code, done.stdout + done.stderr).toBe(0);
    expect(done.stderr).toContain(path.join(project, "tests", "references.json"));
    const { artifacts, leftOut } = referencesOf(project);
    expect(artifacts.length).toBeGreaterThan(4);
    expect(leftOut).toEqual([]);
    const tested = await ownTest(project);
    expect([tested.code, tested.stdout]).toEqual([0, expect.stringContaining("2 passed")]);
    expect(existsSync(path.join(project, "runs"))).toBe(false);
    expect(testsOf(project)).toEqual(withReferences);
  });

  it("stays when the notebook is converted again, and when the project is upgraded", async () => {
    const before = readFileSync(path.join(project, "tests", "test_equivalence.py"), "utf8");
    const again = await convert(path.join(work, "samples", name, file), project);
    expect(again.code, again.stdout + again.stderr).toBe(0);
    expect(testsOf(project)).toEqual(withReferences);
    const upgraded = await cellwright("upgrade", project, "--style", "minimal");
    expect(upgraded.code, upgraded.stdout + upgraded.stderr).toBe(0);
    expect(testsOf(project)).toEqual(withReferences);
    expect(readFileSync(path.join(project, "tests", "test_equivalence.py"), "utf8")).toBe(before);
  });

  it("tells what fails", async () => {
    const file = path.join(project, "src", falsified.package, "steps", `${falsified.step}.py`);
    edit(file, falsified.from, `no_such_name(${falsified.from}`);
    const tested = await ownTest(project);
    expect(tested.code).toBe(1);
    expect(tested.stdout).toContain("SyntaxError");
    edit(file, `no_such_name(${falsified.from}`, falsified.from);
  });

  it("names the artifact that differs, with both values", async () => {
    const file = path.join(project, "src", falsified.package, "steps", `${falsified.step}.py`);
    edit(file, falsified.from, falsified.to);
    const tested = await ownTest(project);
    expect(tested.code).toBe(1);
    expect(tested.stdout).toMatch(says);
  });
});

describe("references", () => {
  const project = path.join(work, "draws");
  const notebook = path.join(work, "draws.py");

  it("leave out what the notebook does not agree with itself on, and samples where asked", async () => {
    writeFileSync(
      notebook,
      "# %% [markdown]\n# # A\n# ## Make\n# %%\nimport random\ndraw = random.random()\nfixed = [1.5, 'secret']\n# %% [markdown]\n# ## Use\n# %%\ndouble = draw * 2\nlast = fixed[0] + 1\nprint(last, double > 0)\n",
    );
    expect((await convert(notebook, project, ["--by", "headings"])).code).toBe(0);
    const done = await verify(project, "--no-samples");
    expect(done.code, done.stdout + done.stderr).toBe(0);
    const { artifacts, leftOut } = referencesOf(project);
    expect(leftOut.map(({ name }) => name).sort()).toEqual(["double", "draw"]);
    expect(leftOut.every(({ reason }) => reason.length > 10)).toBe(true);
    expect(artifacts.map(({ name }) => name).sort()).toEqual(["fixed", "last"]);
    expect(artifacts.every(({ parts, samples }) => Object.keys({ ...parts, ...samples }).length === 0)).toBe(true);
    expect(readFileSync(path.join(project, "tests", "references.json"), "utf8")).not.toContain("secret");
    const tested = await ownTest(project);
    expect([tested.code, tested.stdout]).toEqual([0, expect.stringContaining("2 passed")]);
  });

  it("are not written when the pipeline gives something else", async () => {
    const other = path.join(work, "other");
    cpSync(project, other, { recursive: true });
    const before = readFileSync(path.join(other, "tests", "references.json"), "utf8");
    edit(path.join(other, "src", "draws", "steps", "use.py"), "+ 1", "+ 2");
    const done = await verify(other);
    expect([done.code, done.stderr]).toEqual([1, expect.stringContaining("No references are written")]);
    expect(readFileSync(path.join(other, "tests", "references.json"), "utf8")).toBe(before);
  });
});
