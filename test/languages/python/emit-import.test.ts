import { expect, it } from "vitest";
import { sortImports } from "../../../src/languages/python/emit/emit-import.ts";

const sorted = (...lines: readonly string[]) =>
  sortImports(lines, { standardLibrary: new Set(["typing", "os"]), beside: ["utils.py", "lib"] }, "own").split("\n");

it("puts imports as linters want them: constants, classes, functions; other names on lines of their own", () => {
  const typing = ["NamedTuple", "TYPE_CHECKING", "cast", "Any"].map((name) => `from typing import ${name}`);
  expect(sorted(...typing)).toEqual(["from typing import TYPE_CHECKING, Any, NamedTuple, cast"]);
  const svm = ["Zed", "LinearSVC", "SVC", "_x", "Mid as M", "CONST as C"].map((name) => `from svm import ${name}`);
  expect(sorted(...svm)).toEqual([
    "from svm import CONST as C",
    "from svm import SVC, LinearSVC, Zed, _x",
    "from svm import Mid as M",
  ]);
});

it("puts all of a module before some of it", () => {
  const lines = ["from typing import Any", "from typing import *  # noqa: F403"];
  expect(sorted(...lines)).toEqual([...lines].reverse());
});

it("keeps the standard library, others and the project apart", () => {
  expect(sorted("import own.a", "from pandas import b", "import os", "import pandas as pd")).toEqual([
    ...["import os", ""],
    ...["import pandas as pd", "from pandas import b", ""],
    "import own.a",
  ]);
});

it("counts modules beside the package as the project's own", () => {
  const lines = ["from utils import plot", "import pandas", "from own.steps import a", "import lib.deep"];
  expect(sorted(...lines)).toEqual([
    ...["import pandas", ""],
    ...["import lib.deep", "from own.steps import a", "from utils import plot"],
  ]);
});
