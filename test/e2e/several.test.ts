import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { converterCommand } from "../../scripts/corpus/converter-command.ts";
import { type Finished, runProcess } from "../../scripts/corpus/run-process.ts";
import type { Verification } from "../../src/verify/types.ts";
import { testPython } from "../properties/test-python.ts";
import { checkTypes } from "./pyright.ts";
import { environment, python, root, runProject, temporaryFolder } from "./tools.ts";

const work = temporaryFolder("several");
const notebooks = path.join(root, "test", "e2e", "shop");

function cellwright(...args: readonly string[]): Promise<Finished> {
  const [command, ...first] = converterCommand(root, false);
  return runProcess(command, [...first, ...args, "--python", testPython()], {
    env: environment(),
    timeout: 250,
    cwd: work,
  });
}

interface Verified {
  readonly verdict: string;
  readonly notebooks: readonly Verification[];
}

async function verified(project: string): Promise<Verified> {
  const done = await cellwright("verify", project, "--format", "json");
  expect([0, 1], done.stderr).toContain(done.code);
  const report = JSON.parse(done.stdout) as Verified;
  const schema = JSON.parse(readFileSync(path.join(root, "docs", "schemas", "verification.schema.json"), "utf8"));
  const isValid = new Ajv2020({ strictTuples: false }).compile(schema);
  expect(isValid(report), JSON.stringify(isValid.errors)).toBe(true);
  return report;
}

/** Style and format of the code of a project. */
async function lint(project: string): Promise<string> {
  const ruff = path.join(path.dirname(testPython()), "ruff");
  const code = ["src", "tests"];
  const runs = [
    ["check", ...code],
    ["format", "--check", ...code],
  ].map((args) => runProcess(ruff, [...args, "--no-cache"], { cwd: project, env: environment(), timeout: 60 }));
  return (await Promise.all(runs)).map(({ stdout, code }) => (code === 0 ? "" : stdout)).join("");
}

/** What each job of the workflow waits for. */
async function jobsOf(project: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const script = [
    "import importlib.util, json, sys",
    "spec = importlib.util.spec_from_file_location('render', 'orchestration/github-actions/render.py')",
    "module = importlib.util.module_from_spec(spec); sys.modules['render'] = module; spec.loader.exec_module(module)",
    "from shop.runtime import project",
    "print(json.dumps({name: sorted(needs) for name, needs in project.load_pipeline().needs.items()}))",
  ].join("\n");
  const done = await python(["-c", script], project, { PYTHONPATH: path.join(project, "src") });
  expect(done.code, done.stderr).toBe(0);
  return JSON.parse(done.stdout) as Record<string, readonly string[]>;
}

describe("two notebooks, of which one reads what the other writes", () => {
  const project = path.join(work, "shop");
  beforeAll(async () => {
    const [score, prepare] = ["score.py", "prepare.py"].map((name) => path.join(notebooks, name));
    const options = ["-o", project, "--style", "production", "--target", "github-actions,snakemake"];
    const done = await cellwright("convert", score as string, prepare as string, ...options);
    expect(done.code, done.stdout + done.stderr).toBe(0);
  });

  it("are each found equal to their steps", async () => {
    const { verdict, notebooks: found } = await verified(project);
    expect(verdict).toBe("equal");
    expect(found.map((one) => [path.basename(one.notebook), one.steps.map(({ name }) => name)])).toEqual([
      ["prepare.py", ["prepare_load", "clean", "store"]],
      ["score.py", ["load", "score", "write"]],
    ]);
    const filesOf = ({ steps, rest }: Verification) =>
      [...steps.flatMap(({ items }) => items), ...rest].flatMap(({ kind, name }) => (kind === "file" ? [name] : []));
    expect(found.map(filesOf)).toEqual([["ready.parquet"], ["scores.json"]]);
    for (const { counts } of found) expect(counts).toMatchObject({ differs: 0, unstable: 0, notCompared: 0 });
  });

  it("are told apart when one of them is not what its steps do", async () => {
    const other = path.join(work, "other");
    cpSync(project, other, { recursive: true });
    const step = path.join(other, "src", "shop", "steps", "score.py");
    writeFileSync(step, readFileSync(step, "utf8").replace("noise * share", "noise * share * 2"));
    const { verdict, notebooks: found } = await verified(other);
    expect([verdict, ...found.map((one) => one.verdict)]).toEqual(["differs", "equal", "differs"]);
    const first = found[1]?.firstDivergence;
    expect([first?.item.step, first?.item.changedAt?.text, first?.arisesHere]).toEqual([
      "score",
      expect.stringContaining("scores = "),
      true,
    ]);
  });

  it("share a table of the catalog", () => {
    const { catalog } = parse(readFileSync(path.join(project, "conf", "base.yaml"), "utf8")) as { catalog: object };
    expect(Object.keys(catalog)).toEqual(["orders_table", "ready"]);
    const table = readFileSync(path.join(project, "src", "shop", "pipeline.py"), "utf8");
    expect(table).toContain('sinks={"ready": "orders"}');
    expect(table).toContain('sources=["ready"]');
  });

  it("are one pipeline for the runner and for engines", async () => {
    const first = await runProject(project, "shop", ["run"]);
    expect(first.code, first.stdout + first.stderr).toBe(0);
    const again = await runProject(project, "shop", ["run", "--notebook", "prepare", "--json"]);
    const [row] = JSON.parse(again.stdout) as [{ status: string }];
    expect(row.status).toBe("done");
    const needs = await jobsOf(project);
    expect(needs.load).toEqual(["store"]);
    expect(needs.score).toEqual(["load"]);
    const render = ["orchestration/github-actions/render.py", "--write"];
    const written = await python(render, project, { PYTHONPATH: path.join(project, "src") });
    expect(written.code, written.stderr).toBe(0);
    const workflow = readFileSync(path.join(project, ".github", "workflows", "pipeline.yml"), "utf8");
    for (const name of Object.keys(needs)) expect(workflow).toContain(`step ${name}`);
    expect(readFileSync(path.join(project, "orchestration", "snakemake", "Snakefile"), "utf8")).toContain("shop");
  });

  it("have the code of each step as a linter and a type checker like it", async () => {
    expect(await lint(project)).toBe("");
    expect(await checkTypes(work, ["shop"])).toEqual([]);
  });
});

describe("a project that begins without a notebook", () => {
  const project = path.join(work, "climate");
  beforeAll(async () => {
    const done = await cellwright("init", "climate");
    expect(done.code, done.stdout + done.stderr).toBe(0);
  });

  it("runs, passes its tests, and is lint clean", async () => {
    const tests = await python(["-m", "pytest", "-q", "-p", "no:cacheprovider"], project, {
      PYTHONPATH: path.join(project, "src"),
    });
    expect(tests.code, tests.stdout + tests.stderr).toBe(0);
    expect(tests.stdout).toMatch(/\d+ passed/);
    expect(await lint(project)).toBe("");
    expect(await checkTypes(work, ["climate"])).toEqual([]);
    const done = await runProject(project, "climate", ["run"]);
    expect(done.code, done.stdout + done.stderr).toBe(0);
    expect(readFileSync(path.join(project, "files", "stations.csv"), "utf8")).toBe(
      "station,count,mean,highest\nharbour,3,7.25,8.0\nhill,3,2.25,3.25\nlake,4,4.875,5.5\n",
    );
    rmSync(path.join(project, "files", "stations.csv"));
  });

  it("takes a notebook in, which is verified beside the example", async () => {
    const done = await cellwright("add", path.join(notebooks, "prepare.py"), "climate");
    expect(done.code, done.stdout + done.stderr).toBe(0);
    const proof = await cellwright("verify", "climate", "--write-references");
    expect(proof.code, proof.stdout + proof.stderr).toBe(0);
    expect(existsSync(path.join(project, "tests", "references.json"))).toBe(true);
    expect(await lint(project)).toBe("");
  });
});
