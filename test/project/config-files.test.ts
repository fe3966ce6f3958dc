import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { stringLiteral } from "../../src/languages/python/emit/string-literal.ts";
import { dependenciesOf, requirementText } from "../../src/project/python/dependencies.ts";
import type { Project } from "../../src/project/types.ts";
import { configuredProject, notebookText, planText, projectOf } from "../harness/planned.ts";
import { askPython, hasPython } from "../languages/python/test-python.ts";

const hostile = [
  "NO",
  "1e3",
  "null",
  "~",
  "",
  " a ",
  "2024-01-01",
  "a: b # c",
  "- a",
  "{a: [b]}",
  "&a *a !a %a @a `a",
  "'it''s'",
  '"quoted"',
  "\\",
  "\\n \\u0041",
  "tab\tnew\nline\r\n",
  "\u0000\u0001\u001f\u007f\u0080\u0085\u009f",
  "\u2028\u2029\ufeff\ufffe\uffff",
  "é 結果 📈 \u202e",
  "---\n...\n",
  "<<",
  "{{x}} $x",
  "x".repeat(2000),
];

const literals: readonly string[] = [
  ...hostile.map(stringLiteral),
  "'''a\n  b\n'''",
  "'a' 'b'",
  String.raw`r"\d+"`,
  ...["0", "7", "-3", "0x1F", "1_000", "0b11", "123456789012345678901234567890"],
  ...["1.0", "1.", ".5", "-0.0", "1e3", "1E-7", "1_0.5", "1e400", "-1e400", "1e21", "1e16", "0.1", "5e-324"],
  ...["True", "False", "None"],
  ...["[]", "{}", "()", "[1, 2.0, 'NO', None, True, [1e22, '']]", "{'NO': 1, 'a: b': [2], '': {'c': 1e400}}"],
  ...["(1, 'a')", "{1, 2}", "{'a': 1, 'a': 2}"],
  // What only code says.
  ...["-9007199254740993", "3 * 4", "b'x'", "2j", "{1: 'a'}", "[(1, 2)]", "[{1, 2}]", "'\\N{BULLET}'", "'\\ud800'"],
];
const run = [
  "-c",
  `import json, os, pathlib, subprocess, sys
project = json.load(sys.stdin)
env = {**os.environ, "PYTHONPATH": project + "/src"}
command = [sys.executable, "-m", "notebook", "run", "--env", "prod", "--run-id", "one", "--patch", "beta=2"]
done = subprocess.run(command, env=env, cwd=project, capture_output=True, text=True)
manifest = json.loads(pathlib.Path(project, "runs/one/manifest.json").read_text()) if done.returncode == 0 else {}
print(json.dumps({"error": done.stderr if done.returncode else "", "parameters": manifest.get("parameters")}))`,
];
const names = ["NO", "y", "on", "null", "größe", "ﬁ", "π"];

/** A notebook with these parameters. */
const tagged = (lines: readonly string[]) =>
  planText(
    `# %% tags=["parameters"]\n${lines.join("\n")}\n# %%\nprint(${lines.map((line) => line.split(" ")[0]).join(", ")})\n`,
  );

const assigned = (values: readonly string[]) => values.map((value, at) => `v${at} = ${value}`);

const compare = [
  "-c",
  `import ast, importlib, json, sys, yaml
project = json.load(sys.stdin)
sys.path.insert(0, project + "/src")
from notebook.params import Params
from notebook.runtime.parameters import layered_params
read, layers = layered_params([])
own = {name: repr(getattr(Params(), name)) for name in Params.model_fields}
found = {name: repr(getattr(read, name)) for name in Params.model_fields}
text = open(project + "/conf/base.yaml", encoding="utf-8").read()
texts = {name: value for name, value in (yaml.safe_load(text)["parameters"] or {}).items() if isinstance(value, str)}
print(json.dumps({
    "different": {name: [own[name], found[name]] for name in own if own[name] != found[name]},
    "otherTexts": {name: value for name, value in texts.items() if value != getattr(Params(), name)},
    "fromCode": [own[name] for name in own if layers.origin(name) is None],
    "count": len(own),
}))`,
];

interface Compared {
  readonly different: object;
  readonly otherTexts: object;
  readonly fromCode: readonly string[];
  readonly count: number;
}

describe.skipIf(!hasPython)("the generated YAML", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "config-files-"));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  function compared(lines: readonly string[]): Compared {
    const root = mkdtempSync(path.join(folder, "project-"));
    write(configuredProject(tagged(lines)), root);
    return askPython<Compared>(compare, root);
  }

  test("reads back as the notebook's values, in the project and for any reader of YAML", () => {
    const found = compared(assigned(literals));
    expect(found).toMatchObject({ different: {}, otherTexts: {}, count: literals.length });
    expect(found.fromCode).toEqual([
      "-9007199254740993",
      "12",
      "b'x'",
      "2j",
      "{1: 'a'}",
      "[(1, 2)]",
      "[{1, 2}]",
      "'•'",
      "'\\ud800'",
    ]);
  });

  test("names that YAML takes for something else, and names in another form of Unicode", () => {
    const found = compared(names.map((name) => `${name} = "x"`));
    expect(found).toEqual({ different: {}, otherTexts: {}, fromCode: [], count: names.length });
  });

  test("a project runs with an environment", () => {
    const root = mkdtempSync(path.join(folder, "run-"));
    const cells = notebookText(
      ["A", "alpha = 1.5\nbeta = 1\nname = 'NO'\nx = [alpha, beta, name]"],
      ["B", "y = x * 2"],
    );
    write(configuredProject(planText(cells, "n.ipynb")), root);
    writeFileSync(path.join(root, "conf", "prod.yaml"), "parameters:\n  alpha: 1e3\n");
    expect(askPython(run, root)).toEqual({ error: "", parameters: { alpha: 1000, beta: 2, name: "NO" } });
  });

  test("any text", () => {
    const texts = fc.sample(fc.string({ unit: "binary", maxLength: 30 }), { numRuns: 100, seed: 7 });
    const found = compared(assigned(texts.map(stringLiteral)));
    expect(found).toEqual({ different: {}, otherTexts: {}, fromCode: [], count: 100 });
  });
});

function write(project: Project, root: string): void {
  for (const file of project.files) {
    const place = path.join(root, file.path);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, file.content);
  }
}

const confOf = (project: Project) => project.files.filter(({ path: place }) => place.startsWith("conf/"));

test("the folder is part of a project that asks for it, and PyYAML with it", () => {
  const planned = planText(
    notebookText(["Load", "alpha = 1e-3\nname = 'NO'\nx = [alpha, name]"], ["End", "print(x)"]),
    "n.ipynb",
  );
  expect(confOf(projectOf(planned))).toEqual([]);
  const files = confOf(configuredProject(planned));
  expect(files.map((file) => file.path)).toEqual([
    "conf/base.yaml",
    "conf/dev.yaml",
    "conf/local.yaml",
    "conf/prod.yaml",
    "conf/staging.yaml",
  ]);
  expect(files[0]?.content).toContain('\nparameters:\n  alpha: 1e-3\n  name: "NO"\n');
  expect(files[3]?.content).toContain("`prod`");
  const sources = {
    standardLibrary: new Set<string>(),
    distributions: new Map(),
    installed: new Map(),
    local: new Set<string>(),
    loadedByLocal: [],
  };
  const needed = (config: boolean) =>
    dependenciesOf(planned.graph, sources, config ? "production" : "minimal").map(requirementText);
  expect(needed(true)).toEqual([...needed(false), "pyyaml"]);
});

test("a notebook without parameters", () => {
  const planned = planText(notebookText(["A", "x = [1]"], ["B", "print(x)"]), "n.ipynb");
  const files = confOf(configuredProject(planned));
  expect(files.map((file) => file.path)).toEqual(["conf/base.yaml"]);
  expect(files[0]?.content).toContain("\nparameters: {}\n");
});
