import { describe, expect, test } from "vitest";
import { planSections, showSteps } from "../harness/planned.ts";

type Sections = readonly (readonly [title: string, ...code: string[]])[];

/** Notebook sections, and the steps that they become: `name(inputs; parameters) -> outputs`. */
const rows: readonly (readonly [title: string, sections: Sections, steps: readonly string[]])[] = [
  [
    "a value that nothing takes is a result",
    [
      ["A", "x = [1]"],
      ["B", "y = [2]"],
    ],
    ["a() -> x", "b() -> y"],
  ],
  [
    "a function that is stored takes with it what it reads",
    [
      [
        "A",
        "def make(total):\n  def count(n):\n    nonlocal total\n    total += n\n    return total\n  return count",
        "g = make(7)\nd = g(2)",
      ],
      ["B", "b = {2}\ndef g(n):\n  return n + d"],
      ["C", "print(g(5))"],
    ],
    ["a() -> d", "b(d) -> b g", "c(g d) ->"],
  ],
  [
    "... through a function that takes it as a parameter",
    [
      ["A", "k = [1]\nk.append(2)\ndef read(): return k[0]"],
      ["B", "m = [3]\nm.append(4)\ndef f(n, m=m): return n + read()"],
      ["C", "print(f(5))"],
    ],
    ["a() -> k", "b(k) -> f", "c(f k) ->"],
  ],
  [
    "... through a function that is repeated",
    [
      ["A", "k = [1]\nk.append(2)\ndef read(): return k[0]\nother = read"],
      ["B", "m = [3]\nm.append(4)\ndef f(n, m=m): return n + read()"],
      ["C", "print(f(5))"],
    ],
    ["a() -> k other", "b(k) -> f", "c(f k) ->"],
  ],
  [
    "... as a named lambda",
    [
      ["A", "k = [1]\nk.append(2)"],
      ["B", "m = [3]\nm.append(4)\nf = lambda n, m=m: n + k[0]"],
      ["C", "print(f(5))"],
    ],
    ["a() -> k", "b(k) -> f", "c(f k) ->"],
  ],
  [
    "... but nothing that is deleted above it",
    [
      ["A", "k = [1]\nk.append(2)\nm = [3]"],
      ["B", "m.append(k[0])\ndel k"],
      ["C", "def f(n, m=m): return n + k[0]"],
      ["D", "print([f])"],
    ],
    ["a() -> k m", "b(m k) -> m", "c(m) -> f", "d(f) ->"],
  ],
  [
    "private names are no results",
    [
      ["A", "_x = [1]"],
      ["B", "y = [2]"],
    ],
    ["a() ->", "b() -> y"],
  ],
  [
    "what is shown only is taken and stays a result",
    [
      ["A", "x = [1]"],
      ["B", "print(x)"],
    ],
    ["a() -> x", "b(x) ->"],
  ],
  [
    "a changed value goes in and out",
    [
      ["A", "x = [1]"],
      ["B", "x.append(2)"],
      ["C", "print(x)"],
    ],
    ["a() -> x", "b(x) -> x", "c(x) ->"],
  ],
  [
    "a definition on one path lets the old value through",
    [
      ["A", "x = [1]"],
      ["B", "if len('a') > 3:\n  x = [2]"],
      ["C", "print(x)"],
    ],
    ["a() -> x", "b(x) -> x", "c(x) ->"],
  ],
  [
    "a new value does not need the old one",
    [
      ["A", "x = [1]"],
      ["B", "x = [2]"],
      ["C", "print(x)"],
    ],
    ["a() ->", "b() -> x", "c(x) ->"],
  ],
  [
    "constants at the top are parameters",
    [
      ["A", "n = 3\nname = 'a'\nx = [n]"],
      ["B", "print(x, name)"],
    ],
    ["a(n) -> x", "b(x; name) ->"],
  ],
  [
    "... also below places, dates and generators",
    [
      [
        "A",
        "import random\nfrom datetime import date\nfrom pathlib import Path\n" +
          "DATA = Path('data')\nn = 3\nstart = date(2024, 1, 1)\nrng = random.Random(n)\nsize = 4\nx = [n]\nlate = 5",
      ],
      ["B", "print(x, n, size, late, DATA, start)"],
    ],
    ["a(n) -> DATA start rng x late", "b(x late DATA start; n size) ->"],
  ],
  [
    "what a pydantic model calls its own is no parameter",
    [
      ["A", "model_name = 'a'\nmodel_config = 3\nx = [model_config]"],
      ["B", "print(x, model_name)"],
    ],
    ["a() -> x", "b(x; model_name) ->"],
  ],
  [
    "lists, tuples and mappings in capitals at the top are parameters",
    [
      ["A", "NAMES = ['a', 'b']\nDAYS = (1, 7)\nGRID = {'c': [0.1, 1], 'none': None}\nx = [NAMES]"],
      ["B", "print(x, DAYS, GRID)"],
    ],
    ["a(NAMES) -> x", "b(x; DAYS GRID) ->"],
  ],
  [
    "... but not in small letters, which may be data",
    [
      ["A", "names = ['a', 'b']"],
      ["B", "print(names)"],
    ],
    ["a() -> names", "b(names) ->"],
  ],
  [
    "... nor where something changes them, by another name or where nobody knows",
    [
      ["A", "A = [1]\nB = [2]\nC = [3]\nimport other\nx = B"],
      ["B", "A.append(4)\nx.append(5)\nother.run(C)"],
      ["C", "print(A, B, C)"],
    ],
    ["a() -> A B C x", "b(A x C B) -> A B x C", "c(A B C) ->"],
  ],
  [
    "... nor where what holds them changes them",
    [
      ["A", "A = [1]\ncfg = {'a': A}"],
      ["B", "cfg['a'].append(2)"],
      ["C", "print(A)"],
    ],
    ["a() -> A cfg", "b(cfg A) -> A cfg", "c(A) ->"],
  ],
  [
    "... nor what another value would come back of after a way through JSON",
    [
      [
        "A",
        "PAIRS = [('a', 1)]\nKINDS = {'a', 'b'}\nBY = {1: 'a'}\nTWICE = {'a': 1, 'a': 2}\nODD = ['\\ud800']\nEMPTY = []",
      ],
      ["B", "print(PAIRS, KINDS, BY, TWICE, ODD, EMPTY)"],
    ],
    ["a() -> PAIRS KINDS BY TWICE ODD EMPTY", "b(PAIRS KINDS BY TWICE ODD EMPTY) ->"],
  ],
  [
    "constants below the first computation are not",
    [
      ["A", "x = [len('a')]\nn = 3"],
      ["B", "y = x * n"],
    ],
    ["a() -> x n", "b(x n) -> y"],
  ],
  [
    "a constant that changes is not",
    [
      ["A", "n = 3\nx = [n]"],
      ["B", "n += 1\ny = n"],
    ],
    ["a() -> n x", "b(n) -> n y"],
  ],
  [
    "loop variables that are used later cross",
    [
      ["A", "for i in range(3):\n  pass"],
      ["B", "y = i + 1"],
    ],
    ["a() -> i", "b(i) -> y"],
  ],
  [
    "constants that functions read move with them",
    [
      ["A", "data = [1]\ndef f(): return data[0]"],
      ["B", "y = f()"],
    ],
    ["b() -> y"],
  ],
  [
    "imports cross nothing",
    [
      ["A", "import math\nx = [math.pi]"],
      ["B", "y = math.floor(x[0])"],
    ],
    ["a() -> x", "b(x) -> y"],
  ],
  [
    "functions cross nothing",
    [
      ["A", "def f(v): return v + 1\nx = f(1)"],
      ["B", "y = f(x)"],
    ],
    ["a() -> x", "b(x) -> y"],
  ],
  [
    "what a function reads crosses",
    [
      ["A", "data = [n for n in range(3)]\ndef f(): return data[0]"],
      ["B", "y = f()"],
    ],
    ["a() -> data", "b(data) -> y"],
  ],
  [
    "two names of one list cross together",
    [
      ["A", "x = []\ny = x"],
      ["B", "y.append(1)"],
      ["C", "print(x)"],
    ],
    ["a() -> x y", "b(y x) -> x y", "c(x) ->"],
  ],
  [
    "only one of them when nothing changes it",
    [
      ["A", "x = []\ny = x"],
      ["B", "print(y)"],
    ],
    ["a() -> y", "b(y) ->"],
  ],
  [
    "an iterator keeps its steps together",
    [
      ["A", "it = iter([1, 2])"],
      ["B", "x = next(it)"],
      ["C", "print(x)"],
    ],
    ["a() -> x", "c(x) ->"],
  ],
  [
    "a name that handlers bind and unbind passes nowhere",
    [
      ["A", "d = {}\ntry: x = d['a']\nexcept KeyError as e: x = str(e)"],
      ["B", "try: y = d['b']\nexcept KeyError as e: y = str(e)"],
    ],
    ["a() -> d x", "b(d) -> y"],
  ],
  [
    "a name that is bound above a loop and again in it is a result",
    [
      ["A", "last = None\nfor part in [[1], [2]]: last = part"],
      ["B", "x = [1]"],
    ],
    ["a() -> last", "b() -> x"],
  ],
  [
    "a name of two types",
    [
      ["A", "x = [1]"],
      ["B", "x = sum(x)"],
      ["C", "print(x)"],
    ],
    ["a() -> x", "b(x) -> x", "c(x) ->"],
  ],
];

test("a step has no name that a formula of the notebook calls", () => {
  const { graph } = planSections(
    ["Poly", "import patsy\ny = patsy.dmatrix('poly(x, 2) + C(g)', {})"],
    ["Center", "z = [1]"],
  );
  expect(graph.steps.map(({ name }) => name)).toEqual(["poly_step", "center"]);
});

test.each(rows)("%s", (_, sections, steps) => {
  expect(showSteps(planSections(...sections).graph).split("\n")).toEqual(steps);
});

test.fails("known gap: a deleted value is no result, and a step that only deletes is none", () => {
  expect(showSteps(planSections(["A", "x = [1]\ny = [2]"], ["B", "del x"]).graph)).toBe("a() -> y");
});

describe("order that no value shows", () => {
  const afters = (...sections: Sections) =>
    planSections(...sections).graph.steps.flatMap((step) => step.after.map((one) => `${one.step} -> ${step.name}`));
  test.each<readonly [string, Sections, readonly string[]]>([
    [
      "a file that is written, then read",
      [
        ["A", "open('f', 'w').write('x')"],
        ["B", "x = open('f').read()"],
      ],
      ["a -> b"],
    ],
    [
      "a file that is read, then written",
      [
        ["A", "x = open('f').read()"],
        ["B", "open('f', 'w').write('y')"],
      ],
      ["a -> b"],
    ],
    [
      "two readers",
      [
        ["A", "x = open('f').read()"],
        ["B", "y = open('f').read()"],
      ],
      [],
    ],
    [
      "different files",
      [
        ["A", "open('f', 'w').write('x')"],
        ["B", "y = open('g').read()"],
      ],
      [],
    ],
    [
      "a file in a folder that is listed",
      [
        ["A", "open('./out/f', 'w').write('x')"],
        ["B", "import os\nx = os.listdir('out')"],
      ],
      ["a -> b"],
    ],
    [
      "a file that a pattern may find",
      [
        ["A", "open('out/f.csv', 'w').write('x')"],
        ["B", "import glob\nx = glob.glob('out/*.csv')"],
      ],
      ["a -> b"],
    ],
    [
      "a file in another folder",
      [
        ["A", "open('output/f.csv', 'w').write('x')"],
        ["B", "import glob\nx = glob.glob('out*/*.csv') + glob.glob('output/g*')"],
        ["C", "import glob\nx = glob.glob('in/*.csv')"],
      ],
      ["a -> b"],
    ],
    [
      "a shell command may touch any file",
      [
        ["A", "!make data"],
        ["B", "y = open('g').read()"],
      ],
      ["a -> b"],
    ],
  ])("%s", (_, sections, expected) => {
    expect(afters(...sections)).toEqual(expected);
  });

  test("a script cell may touch any file", () => {
    expect(afters(["A", "%%bash\nmake data"], ["B", "y = open('g').read()"])).toEqual(["a -> b"]);
  });

  test("a module that the notebook writes must be there before it is imported", () => {
    expect(afters(["A", "%%writefile tools.py\nx = 1"], ["B", "from tools import x\ny = [x]"])).toEqual(["a -> b"]);
  });
});

describe("random state and settings", () => {
  const drawing = (...sections: Sections) =>
    planSections(...sections)
      .graph.steps.filter((step) => step.draws)
      .map((step) => step.name);
  test.each<readonly [string, Sections, readonly string[]]>([
    [
      "steps that draw, when the notebook seeds",
      [
        ["A", "import numpy as np\nnp.random.seed(0)\nx = np.random.rand()"],
        ["B", "y = [x]"],
        ["C", "z = np.random.rand()"],
      ],
      ["a", "c"],
    ],
    [
      "all when a library numbers what it makes",
      [
        ["A", "import control as ct\nx = ct.tf([1], [1, 2])"],
        ["B", "y = x * x"],
        ["C", "print(y)"],
      ],
      ["a", "b", "c"],
    ],
    [
      "none when it never seeds",
      [
        ["A", "import numpy as np\nx = np.random.rand()"],
        ["B", "z = np.random.rand()"],
      ],
      [],
    ],
    [
      "generators of their own are values",
      [
        ["A", "import numpy as np\ng = np.random.default_rng(1)\nx = g.normal()"],
        ["B", "y = g.normal()"],
      ],
      [],
    ],
    [
      "what is not known may draw",
      [
        ["A", "import numpy as np, mystery\nnp.random.seed(0)\nx = [1]"],
        ["B", "y = mystery.train(x)"],
        ["C", "z = np.random.rand()"],
      ],
      ["a", "b", "c"],
    ],
    [
      "... but only a seed makes that matter",
      [
        ["A", "import mystery\nx = [1]"],
        ["B", "y = mystery.train(x)"],
      ],
      [],
    ],
    [
      "what is known not to draw does not",
      [
        ["A", "import numpy as np, pandas as pd\nnp.random.seed(0)\nx = [1]"],
        ["B", "y = pd.DataFrame({'a': sorted(x)}).groupby('a').sum()"],
        ["C", "z = np.random.rand()"],
      ],
      ["a", "c"],
    ],
    [
      "a method that draws in some library, of an object that is not known",
      [
        ["A", "import numpy as np, mystery\nimport statsmodels.api as sm\nnp.random.seed(0)\nm = mystery.make()"],
        ["B", "y = m.fit([1])"],
        ["C", "z = m.columns"],
      ],
      ["a", "b"],
    ],
    [
      "a model that is fitted inside a known function",
      [
        ["A", "import random\nrandom.seed(0)\nx = [1]"],
        [
          "B",
          "from sklearn.model_selection import cross_val_score\nfrom sklearn.svm import SVC\ns = cross_val_score(SVC(probability=True), x, x)",
        ],
      ],
      ["a", "b"],
    ],
    [
      "a seed that an unknown library sets",
      [
        ["A", "import numpy as np, mystery\nmystery.seed_everything(1)\nx = [1]"],
        ["B", "z = np.random.rand()"],
      ],
      ["a", "b"],
    ],
    [
      "a callback of a known function",
      [
        ["A", "import numpy as np\nnp.random.seed(0)\nx = [1]"],
        ["B", "y = list(map(lambda n: n + np.random.rand(), x))"],
        ["C", "class M:\n  def __len__(self): return np.random.randint(9)\nz = len(M())"],
      ],
      ["a", "b", "c"],
    ],
  ])("%s", (_, sections, expected) => {
    expect(drawing(...sections)).toEqual(expected);
  });

  test("settings are replayed for the steps below that they concern", () => {
    const { graph } = planSections(
      ["A", "import matplotlib.pyplot as plt\nplt.style.use('ggplot')\nx = [1]"],
      ["B", "plt.plot(x)"],
      ["C", "print(x)"],
    );
    expect(graph.steps.map((step) => step.settings)).toEqual([[], ["a_settings"], []]);
  });
});

test("a step that reads a setting of plots has it set, though it draws nothing", () => {
  const before = ["A", "import matplotlib.pyplot as plt\nplt.rcParams['figure.dpi'] = 50\nx = [1]"] as const;
  const needing = (code: string) => planSections(before, ["B", code]).graph.steps.at(-1)?.settings.length === 1;
  const [reads, calls, neither] = [
    "print(plt.rcParams['figure.dpi'])",
    "print(plt.rcParams.get('figure.dpi'))",
    "print(x)",
  ];
  expect([reads, calls, neither].map((code) => needing(code as string))).toEqual([true, true, false]);
});

test.each([
  ["archive of arrays", "np.load('a.npz')", 1],
  ["mapped file", "np.load('a.npy', mmap_mode='r+')", 1],
  ["array", "np.load('a.npy')", 2],
])("an open %s stays in one step", (_, made, count) => {
  const { graph } = planSections(["A", `import numpy as np\na = ${made}`], ["B", "b = a['x'].sum()"]);
  expect(graph.steps.length).toBe(count);
});
