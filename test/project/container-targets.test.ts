import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { loadTargetContext } from "../../src/cli/load-python-target.ts";
import { targetFiles } from "../../src/project/targets/target-files.ts";
import { hasPython } from "../languages/python/test-python.ts";

/** Names that engines do not take as they are, or that their files use themselves. */
const table = `from hard.runtime.table import Step

STEPS = [
    Step("größe", title='Say: "hi" # {x}', outputs=["a"], environment={"WORD": "yes", "LINES": " a: b\\n#c\\n"}),
    Step("a__b", inputs=["a"], outputs=["b"], secrets={"KEY": "my-store:api.key"}, retries=1),
    Step("a_b", inputs=["b"], time_limit=90),
    Step("the_pipeline", inputs=["b"], image="special:1"),
    Step("the_report", after=["a_b"]),
]
`;
const params = `from typing import Literal

from pydantic import BaseModel


class Params(BaseModel):
    α: float = 1e-07
    word: str = "no"
    maybe: str | None = None
    sizes: list[int] = [1, 2]
    wanted: int
    kind: Literal["x", "y"] = "x"
    is_big: bool = True
`;

interface ArgoTask {
  readonly name: string;
  readonly template: string;
  readonly dependencies: readonly string[];
}

interface ArgoTemplate {
  readonly name: string;
  readonly dag?: { readonly tasks: readonly ArgoTask[] };
  readonly container?: { readonly args: readonly string[]; readonly env: readonly object[] };
}

const folder = mkdtempSync(path.join(tmpdir(), "targets-"));

beforeAll(async () => {
  const source = path.join(folder, "src", "hard");
  mkdirSync(source, { recursive: true });
  cpSync("templates/python/package/runtime", path.join(source, "runtime"), { recursive: true });
  for (const [name, text] of Object.entries({ "__init__.py": "", "pipeline.py": table, "params.py": params }))
    writeFileSync(path.join(source, name), text);
  const context = await loadTargetContext("hard");
  for (const file of targetFiles(["argo", "github-actions"], context)) {
    mkdirSync(path.join(folder, path.dirname(file.path)), { recursive: true });
    writeFileSync(path.join(folder, file.path), file.content);
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function python(...args: readonly string[]) {
  const env = { ...process.env, PIPELINE_RUNS: "" };
  return spawnSync(path.resolve(".test-venv/bin/python"), args, { cwd: folder, env, encoding: "utf8" });
}

describe.runIf(hasPython)("Argo", () => {
  const script = "orchestration/argo/workflow.py";
  const workflow = () => {
    const { spec } = JSON.parse(python(script, "--runs", "s3://b/runs").stdout);
    return spec as {
      entrypoint: string;
      arguments: { parameters: readonly { name: string; value?: string }[] };
      templates: readonly ArgoTemplate[];
    };
  };

  test("gives each step one name that it takes", () => {
    const { entrypoint, templates } = workflow();
    const names = templates.map(({ name }) => name);
    expect(new Set(names).size).toBe(6);
    for (const name of names) expect(name).toMatch(/^[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?$/);
    const [first, ...rest] = templates[0]?.dag?.tasks ?? [];
    expect(templates[0]?.name).toBe(entrypoint);
    expect(first?.dependencies).toEqual([]);
    expect(rest.map(({ dependencies }) => names.indexOf(dependencies[0] ?? ""))).toEqual([1, 2, 2, 3]);
  });

  test("knows parameters by their own names in the command", () => {
    const { arguments: given, templates } = workflow();
    const values = new Map(given.parameters.map(({ name, value }) => [name, value]));
    expect([...values.values()]).toEqual(["1e-07", "no", "[1, 2]", undefined, "x", "true"]);
    const patches = templates[1]?.container?.args.filter((text) => text.includes("workflow.parameters")) ?? [];
    expect(patches.map((patch) => patch.split("=")[0])).toEqual(["α", "word", "sizes", "wanted", "kind", "is_big"]);
    for (const patch of patches) expect(values.has(/parameters\.(.*)\}\}$/.exec(patch)?.[1] ?? "")).toBe(true);
  });

  test("asks where runs are kept", () => {
    const { status, stderr } = python(script);
    expect([status, stderr.trim().split("\n").at(-1)]).toEqual([
      2,
      "workflow.py: error: containers share no disk: say where runs are kept, with --runs or PIPELINE_RUNS",
    ]);
  });
});

describe.runIf(hasPython)("GitHub Actions", () => {
  const workflow = () => parse(python("orchestration/github-actions/render.py").stdout);

  test("gives each step one name that it takes", () => {
    const names = Object.keys(workflow().jobs);
    expect(names).toHaveLength(6);
    for (const name of names) expect(name).toMatch(/^[a-zA-Z][\w-]*$/);
  });

  test("keeps texts as they are", () => {
    const [first, second, third, fourth] = Object.values<Record<string, unknown>>(workflow().jobs);
    expect(first?.name).toBe('Say: "hi" # {x}');
    expect(first?.env).toEqual({ WORD: "yes", LINES: " a: b\n#c\n" });
    expect(second?.env).toEqual({ KEY: ["$", "{{ secrets.MY_STORE_API_KEY }}"].join("") });
    expect(third?.["timeout-minutes"]).toBe(12);
    expect(fourth?.container).toBe("special:1");
  });

  test("has inputs with types, and leaves out what is empty", () => {
    const { on, jobs } = workflow();
    const inputs = Object.entries<{ type: string; default?: unknown; required: boolean }>(on.workflow_dispatch.inputs);
    expect(inputs.map(([, input]) => [input.type, input.default, input.required])).toEqual([
      ["number", 1e-7, false],
      ["string", "no", false],
      ["string", undefined, false],
      ["string", "[1, 2]", false],
      ["number", undefined, true],
      ["string", "x", false],
      ["boolean", true, false],
    ]);
    const script: string =
      Object.values<{ steps: readonly { run?: string }[] }>(jobs)[1]?.steps.find(({ run }) => run?.includes("--run"))
        ?.run ?? "";
    const shell = `uv() { printf '%s|' "$@"; }; cd ${JSON.stringify(folder)}; ${script}`;
    const env = { ...process.env, PIPELINE_RUN: "7", PARAMETER_word: "a  b", PARAMETER_is_big: "false" };
    expect(spawnSync("bash", ["-e", "-c", shell], { env, encoding: "utf8" }).stdout).toBe(
      "run|python|-m|hard|step|a__b|--run|7|--patch|word=a  b|--patch|is_big=false|",
    );
  });
});
