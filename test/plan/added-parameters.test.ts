import { describe, expect, test } from "vitest";
import { planSections } from "../harness/planned.ts";

const load = "import numpy as np\ndata = np.random.rand(3)";

/** Code of a section below one that makes `data`, and the functions that take parameters because of it. */
const rows: readonly (readonly [title: string, code: string, added: string])[] = [
  ["a value that a call can pass", "def f(a):\n  return a + data\nf(1)", "f(data)"],
  ["a value that is bound between calls", "x = data[0]\ndef f():\n  return x\nf()\nx = data[1]\nf()", "f(x)"],
  ["a function that calls such a function", "def f():\n  return data\ndef g():\n  return f()\ng()", "f(data) g(data)"],
  [
    "functions that call each other",
    "def f(n):\n  return n and g(n)\ndef g(n):\n  return f(n) + data\nf(1)",
    "f(data) g(data)",
  ],
  ["a named lambda", "f = lambda a: a + data\nf(1)", "f(data)"],
  ["a function given to what only calls it", "def f(a):\n  return a + data\nlist(map(f, [1]))", "f(data)"],
  [
    "such a function, of a value bound twice",
    "x = data\ndef f(a):\n  return a + x\nlist(map(f, [1]))\nx = data[1:]",
    "",
  ],
  ["a function used as a value", "def f(a):\n  return a + data\nkeep = [f]", ""],
  ["its name asked for", "def f(a):\n  return a + data\nprint(f.__name__, f(1))", ""],
  ["a function under another name", "def f(a):\n  return a + data\ng = f\ng(1)", ""],
  ["a name that means something else at a call", "def f(a):\n  return a + data\n[f(data) for data in [1]]", ""],
  ["a local that hides the name", "def f(a):\n  return a + data\ndef g(data):\n  return f(data)\ng(1)", ""],
  ["a value bound below the first call", "def f(a):\n  return late if a else 0\nf(0)\nlate = data\nf(1)", ""],
  ["a value bound on one path", "if len('a') > 3:\n  x = data\ndef f(a):\n  return x if a else 0\nf(0)", ""],
  ["a value that is deleted", "x = data\ndef f():\n  return x\nf()\ndel x", ""],
  ["a value that a function binds", "x = data\ndef g():\n  global x\n  x = 1\ndef f():\n  return x\ng()\nf()", ""],
  ["a generator function", "def f():\n  yield data\nlist(f())", ""],
  ["a decorated function", "import functools\n@functools.lru_cache\ndef f():\n  return data[0]\nf()", ""],
  ["an inner function that reads a value bound twice", "x = data\ndef f():\n  return lambda: x\nf()\nx = data[1:]", ""],
  ["an inner function that reads a value bound once", "x = data\ndef f():\n  return lambda: x\nf()", "f(x)"],
  ["a class that calls it", "def f():\n  return data\nclass A:\n  def m(self):\n    return f()\nA().m()", "f(data)"],
  ["a default made by it", "def f():\n  return data[0]\ndef g(a=f()):\n  return a\ng()", "f(data)"],
  ["text that shows the call", "def f(a):\n  return a + data\nprint(f'{f(1)=}')", ""],
  ["code in a string", "def f(a):\n  return a + data\neval('f(1)')", ""],
  ["a query that names it", "def f(a):\n  return a + data\nprint(f(1), '@f(a)')", ""],
  [
    "keywords that may be the name",
    "options = dict(a=1)\ndef f(**kw):\n  return len(kw) + len(data)\nf(**options)",
    "",
  ],
];

describe("functions that read data", () => {
  test.each(rows)("%s", (_, code, added) => {
    const { graph } = planSections(["Load", load], ["Use", code]);
    const shown = graph.lifted.added.map(({ name, parameters }) => `${name}(${parameters.map((one) => one.name)})`);
    expect(shown.join(" ")).toBe(added);
  });
});
