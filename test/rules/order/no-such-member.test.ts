import { describe, expect, test } from "vitest";
import { found } from "../effects/found.ts";

const CLASS =
  "class Model:\n    kind = 1\n    def __init__(self):\n        self.a, self.b = 1, 2\n    def fit(self):\n        return self";
const members = (...cells: readonly string[]) => found("CW116", cells.join("\n---\n"));

describe("members that a class lacks", () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ["misspelt", [CLASS, "m = Model()\nm.fti()"], ["error@2"]],
    ["on what a call gives", [CLASS, "Model().fti()"], ["error@2"]],
    ["told once", [CLASS, "m = Model()", "m.fti()", "m.fti()"], ["error@3"]],
    [
      "of a class that builds on another",
      [CLASS, "class Small(Model):\n    pass", "s = Small()\ns.fti()"],
      ["error@3"],
    ],
    ["in a branch", [CLASS, "m = Model()\nif m.a:\n    m.fti()"], ["warning@2"]],
    ["in what may not be evaluated", [CLASS, "m = Model()\nx = m.a or m.fti()"], ["warning@2"]],
    ["in a function", [CLASS, "m = Model()\ndef f():\n    return m.fti()"], ["warning@2"]],
    ["in a method", ["class Model:\n    def fit(self):\n        return self.rate\nModel().fit()"], ["warning@1"]],
    ["in a class that comes twice", [CLASS, CLASS.replace("fit", "run"), "m = Model()\nm.fti()"], ["error@3"]],
  ])("%s", (_, cells, expected) => {
    expect(members(...cells)).toEqual(expected);
  });

  test.each<[string, readonly string[]]>([
    ["there", [CLASS, "m = Model()\nprint(m.a, m.b, m.kind, m.fit().a, m.__doc__, Model.mro())"]],
    ["set from outside", [CLASS, "m = Model()\nm.c = 3", "print(m.c)"]],
    ["set on something else", [CLASS, "def mark(x):\n    x.c = 3", "m = Model()\nmark(m)\nprint(m.c)"]],
    ["set by a loop", [CLASS, "m = Model()\nfor m.c in [1]:\n    pass\nprint(m.c)"]],
    ["set with a type", ["class M:\n    def f(self):\n        self.c: int = 3", "m = M()\nm.f()\nprint(m.c)"]],
    ["set over several lines", [CLASS, "m = Model()\n(m.c,\n m.d) = 1, 2\nprint(m.c, m.d)"]],
    ["a method that is put in later", [CLASS, "def g(self):\n    return 1\nModel.g = g", "Model().g()"]],
    ["set by its text", [CLASS, "m = Model()\nsetattr(m, name, 3)", "print(m.c)"]],
    ["asked for by its text", [CLASS, "m = Model()\nif hasattr(m, 'c'):\n    print(m.c)"]],
    ["any attribute", ["class M:\n    def __getattr__(self, name):\n        return 1", "M().c"]],
    ["a class with a base from elsewhere", ["import torch\nclass M(torch.nn.Module):\n    pass", "M().eval()"]],
    ["a class that builds on such a one", ["import abc\nclass A(abc.ABC):\n    pass\nclass B(A):\n    pass", "B().c"]],
    ["a decorated class", ["from dataclasses import dataclass\n@dataclass\nclass M:\n    c: int", "M(1).c"]],
    ["a class that something else completes", [CLASS, "import tools\ntools.register(Model)", "Model().c"]],
    ["a decorator that is given the class", [CLASS, "@add_to(Model)\ndef c(self):\n    return 1", "Model().c()"]],
    ["a mixin", ["class A:\n    def f(self):\n        return self.c\nclass B(A):\n    c = 1", "B().f()"]],
    ["another value of the name", [CLASS, "m = Model()\nm = load()\nm.c"]],
    ["a value of a `with`", [CLASS, "m = Model()\nwith open('x') as m:\n    m.read()"]],
    ["a parameter of the name", [CLASS, "m = Model()\ndef f(m):\n    return m.c"]],
    ["a value that a magic gives", [CLASS, "m = Model()", "%%capture m\nprint(1)", "m.stdout"]],
    ["another class of the name", [CLASS, "from tools import Model", "Model().c"]],
    ["a `try`", [CLASS, "m = Model()\ntry:\n    m.c\nexcept AttributeError:\n    print('none')"]],
    ["a star import", ["from tools import *", CLASS, "Model().c"]],
    ["a cell that runs a file", [CLASS, "%run tools.py", "Model().c"]],
    ["a metaclass", ["class M(metaclass=Meta):\n    pass", "M().c"]],
    ["a cell that is broken", [CLASS, "m = = 3", "Model().c"]],
    [
      "self under another name",
      ["class M:\n    def f(self):\n        self = other()\n        return self.c", "M().f()"],
    ],
    ["a static method", ["class M:\n    @staticmethod\n    def f(x):\n        return x.c", "M.f(3)"]],
  ])("none: %s", (_, cells) => {
    expect(members(...cells)).toEqual([]);
  });
});
