import { beforeAll, describe, expect, test } from "vitest";
import { notebookText, planSections, planText, projectOf } from "../harness/planned.ts";
import { askPython, hasPython } from "../languages/python/test-python.ts";

const compileAll = [
  "-c",
  `import json, sys, tomllib
def faults(files):
    for path, text in files:
        try:
            tomllib.loads(text) if path.endswith(".toml") else compile(text, path, "exec") if path.endswith(".py") else None
        except Exception as error:
            yield f"{path}: {error}"
print(json.dumps([list(faults(files)) for files in json.load(sys.stdin)]))`,
];

type Sections = readonly (readonly [title: string, ...code: string[]])[];

const titles = ["../../x", "{{{{", `it's "x" \\`, "; rm -rf /", "class", "📈 \u202e", "a | b", "\\N{x}", "True", "end"];

const notebooks: readonly (readonly [title: string, sections: Sections])[] = [
  ["hostile headings", titles.map((title, at) => [title, `v${at} = [${at === 0 ? 1 : `len(v${at - 1})`}]`])],
  [
    "a title that ends with a quote",
    [
      ['Say "hi"', "x = [1]"],
      ["B", "print(x)"],
    ],
  ],
  [
    "strings over lines",
    [
      ["A", 'x = """a\n  b\n"""\ny = [x]'],
      ["B", "print(y)"],
    ],
  ],
  [
    "parameters over several lines",
    [
      [
        "A",
        "n = (1 +  # m = 1\n  2)\ntext = (\n  'a'\n  'b')\nlong = \\\n  3\nsizes: list = [1,\n  2]\nx = [n, text, long]",
      ],
      ["B", "print(x)"],
    ],
  ],
  [
    "names of other alphabets",
    [
      ["A", "größe = [1]\nπ = [3]"],
      ["B", "print(größe, π)"],
    ],
  ],
  [
    "private outputs",
    [
      ["A", "_a = [1]\n_b = [2]"],
      ["B", "print(_a, _b)"],
    ],
  ],
  [
    "a step that does nothing",
    [
      ["A", "x = [1]"],
      ["B", "del x"],
    ],
  ],
  [
    "a body of comments",
    [
      ["A", "x = [1]"],
      ["B", "# nothing\nx\n# more"],
    ],
  ],
  [
    "semicolons and continued lines",
    [
      ["A", "x = [1]; y = \\\n  [2]; print(x)"],
      ["B", "print(x, y);"],
    ],
  ],
  [
    "tabs",
    [
      ["A", "def f(x):\n\tif x:\n\t\treturn [x]\ny = f(1)"],
      ["B", "print(y)"],
    ],
  ],
  [
    "match, walrus, f-strings, types",
    [
      ["A", "match (n := [1]):\n  case [x]: y = f'{x!r:>{3}}'\n  case _: y = ''"],
      ["B", "print(n, y)"],
    ],
  ],
  [
    "await at the top",
    [
      ["A", "import asyncio\nx = await asyncio.sleep(0, [1])"],
      ["B", "print(x)"],
    ],
  ],
  [
    "future imports",
    [
      ["A", "from __future__ import annotations\nx: list = [1]"],
      ["B", "print(x)"],
    ],
  ],
  [
    "star imports",
    [
      ["A", "from math import *\nx = [pi]"],
      ["B", "print(cos(x[0]))"],
    ],
  ],
  [
    "magics",
    [
      ["A", "%matplotlib inline\n%time x = [1]\n!ls {x}\ny = !ls\n%cd .\n?x"],
      ["B", "%%time\nprint(x, y)"],
    ],
  ],
  [
    "global",
    [
      ["A", "n = 0\ndef f():\n  global n\n  n += 1\nf()"],
      ["B", "print(n)"],
    ],
  ],
  [
    "a global that only a function binds",
    [
      ["A", "def f():\n  global late\n  late = [1]\nf()"],
      ["B", "print(late)"],
    ],
  ],
  [
    "nested functions that read data",
    [
      ["A", "x = [v for v in (1, 2)]\ndef f():\n  def g(): return x\n  return g()\ny = f()"],
      ["B", "y = f()"],
    ],
  ],
  [
    "decorated classes",
    [
      ["A", "from dataclasses import dataclass\n@dataclass\nclass P:\n  x: int = 1\np = P()"],
      ["B", "print(p)"],
    ],
  ],
  [
    "outputs with the names of fields and builtins",
    [
      ["A", "count = [1]\nindex = [2]\nlist = [3]\nself = [4]"],
      ["B", "print(count, index, list, self)"],
    ],
  ],
  [
    "parameters of each type",
    [
      ["A", "a = 1\nb = -1.5\nc = 'x\\ny'\nd = True\ne = 'ü'\nf = 1e400\nx = [a, b, c, d, e, f]"],
      ["B", "print(x)"],
    ],
  ],
  [
    "a parameter with the name of a field's own",
    [
      ["A", "model_config = 3\nschema = 'a'\ncopy = 2\nx = [model_config, schema, copy]"],
      ["B", "print(x)"],
    ],
  ],
];

/** What of the projects Python cannot read: one answer for each, asked for at once since Python starts slowly. */
function faultsOf(all: readonly Sections[]): readonly (readonly string[])[] {
  const projects = all.map((sections) => {
    const planned = planSections(...sections);
    expect(planned.all.filter((one) => one.severity === "error")).toEqual([]);
    return projectOf(planned).files.map(({ path, content }) => [path, content]);
  });
  return askPython(compileAll, projects);
}

describe.skipIf(!hasPython)("a generated project is valid Python and TOML", () => {
  let faults: readonly (readonly string[])[];
  beforeAll(() => {
    faults = faultsOf(notebooks.map(([, sections]) => sections));
  });
  test.each(notebooks.map(([title], at) => [title, at] as const))("%s", (_, at) => {
    expect(faults[at]).toEqual([]);
  });

  test("a title that is or ends with three quotes", () => {
    expect(
      faultsOf([
        [
          [`"""`, "x = [1]"],
          [`Say """hi"""`, "print(x)"],
        ],
      ]),
    ).toEqual([[]]);
  });
});

test("the same notebook gives the same files", () => {
  const text = notebookText(...titles.map((title, at) => [title, `v${at} = [${at}]`] as const));
  expect(projectOf(planText(text, "n.ipynb"))).toEqual(projectOf(planText(text, "n.ipynb")));
});

test("retries that a tag asks for stand in the step table", () => {
  const planned = planText(
    '# %% tags=["step:a", "retries:03"]\nx = [1]\n# %% tags=["step:b", "retries:0"]\nprint(x)\n',
  );
  const table = projectOf(planned).files.find(({ path }) => path.endsWith("/pipeline.py"));
  expect(table?.content).toContain('Step("a", title="a", outputs=["x"], retries=3),');
  expect(table?.content).toContain('Step("b", title="b", inputs=["x"]),');
});

test("files stay inside the project", () => {
  const { files } = projectOf(planSections(...titles.map((title) => [title, "x = [1]"] as const)));
  for (const { path } of files) expect(path).toMatch(/^(?!\/)(?!.*(^|\/)\.\.(\/|$))[\w./-]+$/);
});

const runStep = [
  "-c",
  `import json, sys
source, name = json.load(sys.stdin)
space = {}
exec(source, space)
print(json.dumps(list(space[name]()[:1])))`,
];

describe.skipIf(!hasPython)("steps that may not bind an output", () => {
  test("a value that is bound on no path taken is not given, and the step ends well", () => {
    const planned = planSections(
      ["One", "values = [1]\nif len(values) > 5:\n  extra = [3]"],
      ["Two", "if len(values) > 5:\n  values = values + extra"],
    );
    const step = projectOf(planned).files.find(({ path }) => path.endsWith("steps/one.py"));
    expect(askPython(runStep, [step?.content, "one"])).toEqual([[1]]);
  });
});
