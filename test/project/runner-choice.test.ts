import { describe, expect, test } from "vitest";
import { loadPythonTarget } from "../../src/cli/load-python-target.ts";
import { generateProject } from "../../src/pipeline.ts";
import type { Style } from "../../src/project/style.ts";
import { notebookText, planText, type ReadAndPlanned } from "../harness/planned.ts";

const target = await loadPythonTarget("# Generated.");
const load = ["Load", "import pandas as pd\ndf = pd.DataFrame({'a': [1]})"] as const;
const look = ["Look", "df.head()"] as const;

interface Wish {
  readonly style?: Style;
  readonly runner?: "small" | "full" | "auto";
  readonly needsFull?: readonly string[];
}

function made(sections: readonly (readonly [string, ...string[]])[], wish: Wish = {}) {
  return generated(planText(notebookText(...sections), "notebook.ipynb"), wish);
}

function generated(planned: ReadAndPlanned, wish: Wish = {}) {
  return generateProject(planned, {
    ...target,
    package: "notebook",
    style: "minimal",
    runner: "auto",
    dependencies: [],
    pythonVersion: null,
    notebookText: "",
    notebookName: "notebook.ipynb",
    copies: [],
    workdir: "files",
    ...wish,
  });
}

const NONLOCAL = "def f():\n    n = 0\n    def g():\n        nonlocal n\n        n += 1\n    return g\na = f()";

describe("the small runner does", () => {
  test.each([
    ["plain steps", [load, look]],
    ["types of columns", [["Load", "import pandas as pd\ndf = pd.read_csv('a.csv', dtype={'a': str})"], look]],
    ["figures", [load, ["Plot", "import matplotlib.pyplot as plt\ndf.plot()\nplt.show()"]]],
    [
      "random draws",
      [
        ["Seed", "import numpy as np\nnp.random.seed(1)"],
        ["Draw", "x = np.random.rand()\nprint(x)"],
      ],
    ],
    [
      "files",
      [
        ["Write", "open('a.txt', 'w').write('a')"],
        ["Read", "print(open('a.txt').read())"],
      ],
    ],
  ] as const)("for %s", (_, sections) => {
    const { runner, beyondSmall, files } = made(sections);
    expect({ runner, beyondSmall }).toEqual({ runner: "small", beyondSmall: [] });
    expect(files.map(({ path }) => path)).toContain("src/notebook/runtime/step_run.py");
    expect(files.map(({ path }) => path)).not.toContain("src/notebook/runtime/worker.py");
  });

  test("and has only the modules that it needs", () => {
    const module = "src/notebook/runtime/random_state.py";
    const paths = (...code: readonly string[]) =>
      made(code.map((one, at) => [`Part ${at}`, one] as const)).files.map(({ path }) => path);
    expect(paths("import numpy as np\nnp.random.seed(1)", "x = np.random.rand()")).toContain(module);
    expect(paths("x = 2")).not.toContain(module);
  });

  test("and says so in no file that has nothing to do with it", () => {
    const [small, full] = [made([load, look]), made([load, look], { runner: "full" })];
    const own = ({ path }: { readonly path: string }) =>
      !/runtime\/|test_pipeline|README|pyproject|artifacts\.py|__main__/.test(path);
    expect(small.files.filter(own)).toEqual(full.files.filter(own));
  });
});

test.each([
  ["only where code runs commands", look, false],
  ["and has what runs commands", ["Look", "!head -2 a.csv\nnames = !ls\nprint(names)"] as const, true],
])("the small runner is as small as it can be, %s", (_, section, isThere) => {
  const { runner, files } = made([load, section]);
  expect(runner).toBe("small");
  expect(files.some(({ path }) => path === "src/notebook/runtime/terminal.py")).toBe(isThere);
});

describe("the full runner is needed", () => {
  test.each([
    ["the notebook uses `torch`", [["Load", "import torch\nx = torch.zeros(1)"]], {}],
    [
      "a name that the index of a table gets",
      [
        ["Load", "import pandas as pd\na = pd.DataFrame({'x': [1]})\nb = a * 2"],
        ["Name", "a.index.name = 'id'"],
      ],
      {},
    ],
    [
      "a formula calls what a fitted model has to find again",
      [
        [
          "Fit",
          "import statsmodels.formula.api as smf\nimport pandas as pd\nfit = smf.ols('y ~ np.log(x)', pd.DataFrame()).fit()",
        ],
      ],
      {},
    ],
    ["a class of the notebook answers", [["Load", "class A:\n    def __getattr__(self, n): return n\na = A()"]], {}],
    ["a class of the notebook is a kind of array", [["Load", "import numpy as np\nclass S(np.ndarray): ..."]], {}],
    ["arrays of records", [["Load", "import numpy as np\na = np.zeros(3, dtype=[('x', float), ('n', int)])"]], {}],
    ["arrays of records, of objects", [["Load", "import numpy as np\nm = np.empty(2, dtype=object)"]], {}],
    ["with masks", [["Load", "import numpy as np\nm = np.ma.masked_invalid([1.0])"]], {}],
    ["over bytes may share memory", [["Load", "import numpy as np\na = np.frombuffer(bytearray(8))"]], {}],
    ["of windows", [["Load", "import numpy as np\na = np.lib.stride_tricks.sliding_window_view(np.zeros(3), 2)"]], {}],
    ["arrays", [["Load", "import numpy as np\nm = np.matrix([[1, 2]])"]], {}],
    ["functions of the notebook share variables", [["Load", NONLOCAL]], {}],
    ["keep something for all instances", [["Load", "class A:\n    def __set__(self, o, v): o.v = v\na = A()"]], {}],
    ["the notebook uses `sqlite3`", [["Load", "import sqlite3\nx = 1"]], {}],
    [
      "code of steps needs `figures.set_formats`",
      [["Load", "%config InlineBackend.figure_formats = ['svg']\nx = 1"]],
      {},
    ],
    ["engines use the full one", [load], { needsFull: ["engines use the full one"] }],
    ["the style production is built on the full one", [load], { style: "production" }],
  ] as const)("since %s", (reason, sections, wish) => {
    const { runner, beyondSmall } = made(sections, wish);
    expect(runner).toBe("full");
    expect(beyondSmall.join("\n")).toContain(reason);
  });

  test("for options of steps", () => {
    const beyondSmall = generated(planText('# %% tags=["step:a", "retries:3"]\nx = [1]\n')).beyondSmall;
    expect(beyondSmall).toEqual(["steps have `retries`"]);
  });
});

test("who asks for the small runner where it does not do is told why", () => {
  expect(() => made([["Load", "import torch\nx = torch.zeros(1)"]], { runner: "small" })).toThrow(
    "The small runner does not do: the notebook uses `torch`.",
  );
});
