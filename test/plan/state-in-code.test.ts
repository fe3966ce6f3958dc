import { expect, test } from "vitest";
import { planSections, showSteps } from "../harness/planned.ts";

type Sections = readonly (readonly [title: string, ...code: string[]])[];

const box = "class Box:\n  made = 0\n  def __init__(self): type(self).made += 1\n  def plain(self): return 1";

/** Notebook sections, the steps that they become, and why steps were merged. */
type Row = readonly [title: string, sections: Sections, steps: readonly string[], because: RegExp | null];

const rows: readonly Row[] = [
  [
    "a class whose attributes change is not repeated: its users are one step",
    [
      ["A", `${box}\nx = [1]`],
      ["B", "a = Box()"],
      ["C", "print(Box.made)"],
    ],
    ["a() -> x", "b() -> a"],
    /`Box` is a class whose own attributes change/,
  ],
  [
    "... nor are its objects stored, wherever they are",
    [
      ["A", `${box}\nkept = [Box()]`],
      ["B", "kept[0].plain()"],
    ],
    ["a() -> kept"],
    /`kept` holds an object of `Box`, a class whose own attributes change/,
  ],
  [
    "a class whose attributes stay is shared code, and its objects pass",
    [
      ["A", "class Box:\n  limits = [1]\n  def __init__(self): self.n = 0\n  def hit(self): self.n += 1\na = Box()"],
      ["B", "a.hit()"],
      ["C", "print(a.n, Box.limits)"],
    ],
    ["a() -> a", "b(a) -> a", "c(a) ->"],
    null,
  ],
  [
    "an attribute of a class that a variable is too: the class runs once",
    [
      ["A", "class Box: log = []\nx = Box.log"],
      ["B", "x.append(1)"],
      ["C", "print(Box.log)"],
    ],
    ["a() -> x"],
    /`Box` is a class whose own attributes change/,
  ],
  [
    "a function that remembers, held by a variable too, runs once",
    [
      ["A", "def f(n, seen=[]): seen.append(n)\nd = {'f': f}"],
      ["B", "f(1)"],
    ],
    ["a() -> f d", "b(f d) -> d f"],
    null,
  ],
  [
    "... a named lambda too",
    [
      ["A", "f = lambda n, seen=[]: seen.append(n)\nd = {'f': f}"],
      ["B", "f(1)"],
    ],
    ["a() -> f d", "b(f d) -> d f"],
    null,
  ],
  [
    "... which is repeated when nothing else holds it",
    [
      ["A", "f = lambda n, seen=[]: seen.append(n)\nx = [1]"],
      ["B", "f(1)"],
    ],
    ["a() -> x", "b() ->"],
    null,
  ],
  [
    "results that a function keeps",
    [
      ["A", "import functools\n@functools.lru_cache\ndef load(): return []\nx = load()"],
      ["B", "x.append(1)"],
      ["C", "print(load())"],
    ],
    ["a() -> x"],
    /`load` is a function that remembers its results/,
  ],
  [
    "... also when it reads what changes: it is called in both steps",
    [
      ["A", "import functools\nk = 3 * len('a')\n@functools.cache\ndef times(n): return n * k\nx = times(1)"],
      ["B", "k = 5"],
      ["C", "print(times(1), x)"],
    ],
    ["a() -> k x"],
    /`times` is a function that remembers its results/,
  ],
  [
    "... which may be repeated when no step before calls it",
    [
      ["A", "import functools\nk = [3]\n@functools.cache\ndef times(n): return n * k[0]"],
      ["B", "k[0] = 5"],
      ["C", "print(times(1))"],
    ],
    ["a() -> k", "b(k) -> k", "c(k) ->"],
    null,
  ],
  [
    "functions registered at one that chooses among them",
    [
      [
        "A",
        "from functools import singledispatch\n@singledispatch\ndef show(x): return 'any'",
        "@show.register\ndef _(x: int): return 'int'\ny = 1",
      ],
      ["B", "show.register(str, lambda x: 'text')"],
      ["C", "print(show(1), show('a'))"],
    ],
    ["a() -> y"],
    /`show` is a function at which others are registered/,
  ],
  [
    "a parser of arguments knows a text of its module by identity",
    [
      ["A", "import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument('--n', default=3)\nx = 1"],
      ["B", "args = parser.parse_args([])"],
      ["C", "print(args)"],
    ],
    ["a() -> x args", "c(args) ->"],
    /`parser` \(argparse.ArgumentParser\) cannot be stored and loaded again/,
  ],
  [
    "a variable of the context is one of its process",
    [
      ["A", "import contextvars\nv = contextvars.ContextVar('v')\nx = 1"],
      ["B", "v.set(2)"],
      ["C", "print(v.get())"],
    ],
    ["a() -> x"],
    /`v` \(contextvars.ContextVar\) cannot be stored and loaded again/,
  ],
  [
    "code in a value reads a name that is bound anew later",
    [
      ["A", "n = len('a')\ndef f(): return n\nd = {'f': f}"],
      ["B", "n = 5"],
      ["C", "print(d['f']())"],
    ],
    ["a() -> n d"],
    /`d` holds code that reads `n`|`d` is a function that reads `n`/,
  ],
  [
    "... the methods of an object too",
    [
      ["A", "n = len('a')\nclass Box:\n  def get(self): return n\nb = Box()"],
      ["B", "n = 5"],
      ["C", "print(b.get())"],
    ],
    ["a() -> n b"],
    /`b` holds code that reads `n`, which changes after it was made/,
  ],
  [
    "code that changes what comes along with it stays shared with it",
    [
      ["A", "calls = []\ndef note(f):\n  def run(): calls.append(f())\n  return run\n@note\ndef f(): return 1"],
      ["B", "f()"],
      ["C", "print(calls)"],
    ],
    ["a() -> calls", "b(calls) -> calls", "c(calls) ->"],
    null,
  ],
  [
    "state of a closure goes in and out",
    [
      [
        "A",
        "def make():\n  n = 0\n  def count():\n    nonlocal n\n    n += 1\n    return n\n  return count\nf = make()",
      ],
      ["B", "f()"],
      ["C", "print(f())"],
    ],
    ["a() -> f", "b(f) -> f", "c(f) -> f"],
    null,
  ],
  [
    "what is changed through another name and then read must come in",
    [
      ["A", "x = [1]\ny = x"],
      ["B", "x.append(2)\nz = y[:]"],
    ],
    ["a() -> x y", "b(x y) -> x y z"],
    null,
  ],
  [
    "what is made with a function sees the names of that function as they are when it is called",
    [
      [
        "A",
        "from sklearn.preprocessing import FunctionTransformer\nk = [2]\nt = FunctionTransformer(lambda a: a * k[0])",
      ],
      ["B", "k = [3]\nprint(t.fit_transform([[1]]))"],
    ],
    ["a() -> k t"],
    /t/,
  ],
  [
    "a constant that a function may bind anew is no shared code",
    [
      ["A", "x = list('a')\nn = 4\nx.append(n)\ndef f():\n  global n\n  n = 5\nclass Box:\n  def get(self): return n"],
      ["B", "print(Box().get())"],
    ],
    ["a() -> x n", "b(n) ->"],
    null,
  ],
];

test.each(rows)("%s", (_, sections, steps, because) => {
  const { graph } = planSections(...sections);
  expect(showSteps(graph).split("\n")).toEqual(steps);
  expect(graph.merges.map((merge) => merge.because).join("\n")).toMatch(because ?? /^$/);
});

test("code of a section that holds nothing else is repeated where it stands in the notebook", () => {
  const { graph, analysis } = planSections(
    ["A", "it = iter([1])\ndef f(): return it\nx = f()"],
    ["B", "def f(): return 2"],
    ["C", "y = [next(it), f()]"],
  );
  const order = graph.steps[0]?.parts.flatMap((part) => part.statements.map((one) => one.statement)) ?? [];
  expect(order).toEqual([...order].sort((a, b) => a - b));
  expect(order.length).toBe(analysis.statements.length);
});
