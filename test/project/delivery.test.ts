import { describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { readNotebook } from "../../src/notebook/read-notebook.ts";
import { declaredNeeds } from "../../src/project/python/declared-dependencies.ts";
import { requirementText } from "../../src/project/python/dependencies.ts";
import { alignComments, firstParagraph } from "../../src/project/python/markdown-text.ts";
import { rowsOfTable } from "../../src/project/python/table-names.ts";
import type { Style } from "../../src/project/style.ts";
import type { Project } from "../../src/project/types.ts";
import { notebookText, planText, projectOf } from "../harness/planned.ts";

const inProduction = [
  ".dockerignore",
  ".github/workflows/ci.yml",
  ".pre-commit-config.yaml",
  "Dockerfile",
  "Makefile",
  ...["base", "dev", "local", "prod", "staging"].map((name) => `conf/${name}.yaml`),
  "notebooks/explore.ipynb",
  ...["compare_descriptions", "conftest", "describe_artifacts", "own_run", "sampled_inputs", "step_case"].map(
    (name) => `tests/${name}.py`,
  ),
  ...["take_samples", "test_config", "test_equivalence", "test_steps"].map((name) => `tests/${name}.py`),
];

function projectFrom(text: string, style: Style, path = "notebook.ipynb"): Project {
  return projectOf(planText(text, path), style);
}

function fileOf(project: Project, path: string): string {
  const found = project.files.find((one) => one.path === path);
  if (found === undefined) throw new Error(`no ${path}`);
  return String(found.content);
}

interface CodeCell {
  readonly id: string;
  readonly cell_type: string;
  readonly source: readonly string[];
  readonly outputs?: readonly unknown[];
}

/** The code of the notebook to try steps in, by the ids of its cells. */
function exploreCode(project: Project): Readonly<Record<string, string>> {
  const { cells } = JSON.parse(fileOf(project, "notebooks/explore.ipynb")) as { cells: readonly CodeCell[] };
  const code = cells.filter((cell) => cell.cell_type === "code");
  return Object.fromEntries(code.map(({ id, source }) => [id, source.join("")]));
}

const churn = `# %% [markdown]
# # Who leaves?
# %%
import math
seed = 3
rounds = 5
# %% [markdown]
# ## Load
# Rows come *once* a day.
#
# Not shown.
# %%
def double(x):
    return 2 * x
rows = [double(n) for n in range(rounds)]
# %% tags=["skip"]
rows[:2]
# %% [markdown]
# ## Model
# %%
%matplotlib inline
# %%
model = sum(rows) + seed + math.pi
print(model)
`;

describe("styles", () => {
  test("production is minimal and what delivery needs", () => {
    const [small, large] = (["minimal", "production"] as const).map((style) =>
      projectFrom(churn, style, "churn.py").files.map(({ path }) => path),
    );
    expect(small?.filter((path) => inProduction.includes(path))).toEqual([]);
    expect(large?.filter((path) => !small?.includes(path))).toEqual(inProduction);
    expect(small?.filter((path) => !large?.includes(path))).toEqual([]);
  });

  test("only production asks for tools", () => {
    const hasTools = (style: Style) =>
      /^dev = \[/m.test(fileOf(projectFrom(churn, style, "churn.py"), "pyproject.toml"));
    expect([hasTools("minimal"), hasTools("production")]).toEqual([false, true]);
  });
});

describe("the front page", () => {
  const readme = fileOf(projectFrom(churn, "minimal", "churn.py"), "README.md");

  test("has the notebook's words", () => {
    expect(readme).toContain("### load\n\n> Rows come *once* a day.\n\n## Run");
  });

  test("says who makes and takes each value", () => {
    expect(readme).toContain("| `rows` | `list` | `load` | `model` |");
    expect(readme).toMatch(/\| `model` \| .* \| `model` \| {2}\|/);
  });

  test("says where each cell went", () => {
    const rows = readme.slice(readme.indexOf("## Where the cells went")).split("\n").slice(4);
    expect(rows).toEqual([
      "| 2 | `params.py` |",
      "| 4 | `steps/load.py`, `functions.py` |",
      "| 5 | left out: tagged `skip` |",
      "| 7 | left out: concerns the notebook's display only |",
      "| 8 | `steps/model.py` |",
      "",
    ]);
  });
});

describe("the title", () => {
  const project = (...headings: readonly string[]) =>
    fileOf(
      projectFrom(headings.map((one) => `# %% [markdown]\n# ${one}\n# %%\nprint(1)\n`).join(""), "minimal", "a.py"),
      "README.md",
    );
  test.each([
    ["of the first level that opens the notebook", ["# Sales", "## Load", "# Results"], "Sales"],
    ["that all others stand below", ["## Sales", "### Load", "### Model"], "Sales"],
    ["not one that closes it", ["## Load", "### Clean", "# Results"], "a"],
    ["not one of several of a level", ["## Load", "## Model"], "a"],
  ])("%s", (_, headings, title) => {
    expect(project(...headings).split("\n")[0]).toBe(`# ${title}`);
  });
});

test("a row of the table of steps and an arrow of the diagram name some of many values, and count the rest", () => {
  const names = Array.from({ length: 12 }, (_, at) => `v${at}`);
  const text = `# %% [markdown]\n# ## A\n# %%\n${names.map((name) => `${name} = [1]`).join("\n")}\n# %% [markdown]\n# ## B\n# %%\nprint(${names.join(", ")})\n`;
  const readme = fileOf(projectFrom(text, "minimal", "a.py"), "README.md");
  expect(readme).toContain("| `a` | A |  |  | `v0`, `v1`, `v2`, `v3`, `v4`, `v5`, `v6` and 5 more |");
  expect(readme).toContain('s_a -->|"v0, v1, v2, v3, 8 more"| s_b');
  expect(readme).toContain("| `v11` | `list` | `a` | `b` |");
});

describe("code that linters look at", () => {
  test("a constant follows the imports after one empty line", () => {
    const code =
      "import math\n# %% [markdown]\n# ## A\n# %%\nSCALE = math.pi\ndef area(r):\n    return SCALE * r\nx = [area(1)]\n# %% [markdown]\n# ## B\n# %%\nprint(area(x[0]))\n";
    const text = fileOf(projectFrom(`# %%\n${code}`, "minimal", "a.py"), "src/notebook/functions.py");
    expect(text).toContain("import math\n\nSCALE = math.pi\n");
  });

  test("names of the session are imported beside a shell command too", () => {
    const code = '# %%\nx = [1]\nif "colab" in str(get_ipython()):\n    !ls\n    display(x)\n';
    const step = projectFrom(code, "minimal", "a.py").files.find(({ path }) => /steps\/(?!__init__)/.test(path));
    expect(String(step?.content)).toContain("from IPython import get_ipython\n");
    expect(String(step?.content)).toMatch(/from notebook.runtime.display import .*\bdisplay\b/);
  });

  test("a step that reads a name which is not there says so, to linters too", () => {
    const code = "# %%\ntry:\n    file.close()\nexcept NameError:\n    pass\nfile = [1]\nprint(file)\n";
    const step = (text: string) =>
      String(projectFrom(text, "minimal", "a.py").files.find(({ path }) => /steps\/(?!__init__)/.test(path))?.content);
    expect(step(code)).toContain(
      "# The notebook reads `file` where it has no such name.\n# ruff: noqa: F821\n# pyright: reportUndefined",
    );
    expect(step(code.replace("# %%\n", "# %%\nfile = open('x')\n"))).not.toContain("noqa");
    expect(step("# %%\nimport os\nif os.path.exists('a'):\n    place = 'a'\n    print(place)\n")).not.toContain("noqa");
  });

  test("a table without steps says what it is a list of", () => {
    const project = projectFrom("# %%\n%matplotlib inline\n", "minimal", "a.py");
    expect(fileOf(project, "src/notebook/pipeline.py")).toContain("\nSTEPS: list[Step] = []\n");
  });
});

describe("words of the notebook", () => {
  test.each([
    ["a\nb\n\nc", "> a\n> b"],
    ["\n\n  \n- one\n- two", "> - one\n> - two"],
    ["<!-- open", null],
    ["```\nx", null],
    ["| a |\n|---|", null],
    ["![picture](attachment:x.png)", null],
    ["text <!-- open\n```\nmore", "> text <!-- open\n> ```\n> more"],
    ["", null],
  ])("%j", (markdown, expected) => {
    expect(firstParagraph(markdown)).toBe(expected);
  });
});

describe("the notebook that tries steps", () => {
  test("is a valid notebook of nbformat 4.5 with ids, and without outputs", () => {
    const text = fileOf(projectFrom(churn, "production", "churn.py"), "notebooks/explore.ipynb");
    const { notebook, diagnostics } = readNotebook(new TextEncoder().encode(text), "explore.ipynb");
    expect(diagnostics).toEqual([]);
    expect(notebook?.nbformat).toEqual([4, 5]);
    expect(notebook?.kernel).toBe("python3");
    expect(notebook?.cells.map(({ id }) => id)).toContain("compare");
    expect(notebook?.cells.flatMap(({ outputs }) => outputs)).toEqual([]);
  });

  test("changes a number that is no seed, of the first step that takes inputs", () => {
    const text = churn.replace("+ math.pi", "+ math.pi * rounds");
    const code = exploreCode(projectFrom(text, "production", "churn.py"));
    expect(code.try).toContain("from notebook.steps.model import model as step\n");
    expect(code.try).toContain('changed = step(**given | {"rounds": given["rounds"] + 1})');
    expect(code.load).toBe('artifacts.load("model", run="latest", step="model")');
  });

  test.each([
    ["text: as it is", 'name = "a"\nx = [name]', 'changed = step(**given | {"name": given["name"]})'],
    ["no parameters", "x = [1]", "changed = step(**given)"],
    ["a coroutine", "import asyncio\nx = await asyncio.sleep(0, [1])", "changed = await step(**given)"],
  ])("%s", (_, code, expected) => {
    expect(exploreCode(projectFrom(notebookText(["A", code]), "production")).try).toContain(expected);
  });

  test("gives way to a notebook of that name", () => {
    const paths = projectFrom(churn, "production", "explore.ipynb.py").files.map(({ path }) => path);
    expect(paths).toContain("notebooks/explore.ipynb");
    const text = notebookText(["A", "x = [1]"]);
    const own = projectOf(planText(text, "Explore.ipynb"), "production").files.map(({ path }) => path);
    expect(own.filter((path) => path.startsWith("notebooks/"))).toEqual([
      "notebooks/Explore.ipynb",
      "notebooks/explore_steps.ipynb",
    ]);
  });
});

describe("the tests of steps", () => {
  const testsOf = (...sections: readonly (readonly [string, string])[]) =>
    fileOf(projectFrom(notebookText(...sections), "production"), "tests/test_steps.py");

  test("call each step with what it has in a run", () => {
    const text = testsOf(["Load", "x = [1]"], ["Sum", "total = sum(x)"]);
    expect(text).toContain("from notebook.steps.load import load\n");
    expect(text).toContain(
      '    case = step_case("sum_step")\n    result = sum_step(**case.inputs())\n    case.check(result)\n',
    );
    expect(text.match(/^def test_/gm)).toHaveLength(2);
    expect(text).not.toContain("asyncio");
  });

  test("give steps another name where the tests use theirs", () => {
    const text = testsOf(["Result", "x = [1]"], ["AsyncIO", "y = sum(x)"]);
    expect(text).toContain("from notebook.steps.asyncio import asyncio as asyncio_step\n");
    expect(text).toContain("    result = result_step(**case.inputs())\n");
  });

  test("wait for coroutines", () => {
    const text = testsOf(["A", "import asyncio\nx = await asyncio.sleep(0, [1])"]);
    expect(text).toContain("import asyncio\nfrom collections.abc import Callable\n");
    expect(text).toContain("    result = asyncio.run(part_1(**case.inputs()))\n");
  });
});

describe("hostile names", () => {
  const titles = [
    "{{{{",
    `it's "x" \\`,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of a workflow.
    "${{ secrets.A }}",
    "a\u2028b",
    "$(rm -rf /)",
    "\\n\\",
    "end",
    "#{",
    "artifacts",
  ];
  const sections = titles.map((title, at) => [title, `größe${at} = [${at}]`] as const);
  const text = JSON.stringify({
    ...JSON.parse(notebookText(...sections)),
    cells: [
      { cell_type: "markdown", metadata: {}, source: `# ${titles.join(" ").replace("\u2028", "")}` },
      ...(JSON.parse(notebookText(...sections)) as { cells: unknown[] }).cells,
    ],
  });
  const project = projectFrom(text, "production", 'a"b\n$(x).ipynb');

  test("the notebook is JSON, with the title as text", () => {
    const { cells } = JSON.parse(fileOf(project, "notebooks/explore.ipynb")) as { cells: readonly CodeCell[] };
    expect(cells[0]?.source[0]).toContain("secrets.A");
    expect(cells.every(({ source }) => source.every((line) => !line.slice(0, -1).includes("\n")))).toBe(true);
  });

  test("workflow, hooks, image and tasks are those of any project", () => {
    const plain = projectFrom(churn, "production", "churn.py");
    for (const path of inProduction.filter((one) => !/\.ipynb$|^conf|^tests/.test(one)))
      expect([path, fileOf(project, path)]).toEqual([path, fileOf(plain, path)]);
    expect(Object.keys(parseYaml(fileOf(project, ".github/workflows/ci.yml")).jobs)).toEqual(["check", "image"]);
    expect(parseYaml(fileOf(project, ".pre-commit-config.yaml")).repos).toHaveLength(1);
  });

  test("the same notebook gives the same files", () => {
    expect(projectFrom(text, "production", 'a"b\n$(x).ipynb')).toEqual(project);
  });
});

describe("what a written project says of itself", () => {
  test("the names of its steps", () => {
    const table = fileOf(projectFrom(churn, "minimal", "churn.py"), "src/notebook/pipeline.py");
    expect(rowsOfTable(table).map(({ name }) => name)).toEqual(["load", "model"]);
    const other =
      'STEPS = [\n    Step(\n        "one", title="Step(\\"no\\")", notebook="other",\n    ),\n    Step("two", asynchronous=True),\n]';
    expect(rowsOfTable(other)).toEqual([
      { name: "one", notebook: "other", asynchronous: false },
      { name: "two", notebook: "", asynchronous: true },
    ]);
  });

  test.each([
    ["numpy==2.1.0"],
    ["dask[array]==2024.1.0"],
    ["openpyxl"],
    ["openpyxl>=3,<4"],
    ["tool @ git+https://example.org/tool.git"],
    ['x==1; python_version < "3.12"'],
    ["a==1,!=2"],
  ])("the requirement %s", (requirement) => {
    const text = `[project]\nrequires-python = ">=3.12"\ndependencies = [${JSON.stringify(requirement)}]\n`;
    const needs = declaredNeeds(text);
    expect(needs?.dependencies.map(requirementText)).toEqual([requirement]);
    expect(needs?.pythonVersion).toBe("3.12");
  });

  test.each([["[project]\nname = 'x'\n"], ["not toml ="], ['project = "x"']])("nothing: %j", (text) => {
    expect(declaredNeeds(text)).toBeNull();
  });
});

test("comments of a block of commands stand below each other", () => {
  const block = "```sh\nmake it  # a\nmake\nmake all of it       # b # c\n```\n";
  expect(alignComments(`${block}\na  # b\n`)).toBe(
    "```sh\nmake it         # a\nmake\nmake all of it  # b # c\n```\n\na  # b\n",
  );
});
