import { describe, expect, test } from "vitest";
import { planSections, planText } from "../harness/planned.ts";

type Sections = readonly (readonly [title: string, ...code: string[]])[];

describe("what is told", () => {
  const codes = (...sections: Sections) => planSections(...sections).all.map((one) => `${one.severity} ${one.code}`);
  test.each<readonly [string, Sections, readonly string[]]>([
    [
      "a name that is defined below",
      [
        ["A", "print(x)"],
        ["B", "x = 1"],
      ],
      ["error CW101"],
    ],
    [
      "a name that is defined nowhere, told once",
      [
        ["A", "print(x, x)"],
        ["B", "print(x)"],
      ],
      ["error CW102"],
    ],
    ["a name that may be defined elsewhere", [["A", "from math import *\nprint(x)"]], []],
    ["names bound unseen", [["A", "globals()['x'] = 1"]], ["error CW320"]],
    ["code in a constant is seen", [["A", "x = 1\ny = eval('x')"]], []],
    [
      "earlier results",
      [
        ["A", "1 + 1"],
        ["B", "print(_)"],
      ],
      ["error CW321"],
    ],
    [
      "an own `_` is a name like others",
      [
        ["A", "_ = 1"],
        ["B", "print(_)"],
      ],
      [],
    ],
    [
      "a cell that does not parse",
      [
        ["A", "def f(:\n  pass"],
        ["B", "y = [2]"],
      ],
      ["error CW401"],
    ],
  ])("%s", (_, sections, expected) => {
    expect(codes(...sections)).toEqual(expected);
  });

  test.each([
    ["what is left of it", "x = (1", "y = [2]"],
    ["a variable", "x = (1", "y = [x]"],
    ["several variables", "a, (b, *c) = (1", "y = [a, b, c]"],
    ["in one line with others", "if 1: x = 1; z: int = (2", "y = [x, z]"],
    ["a function and a class", "def f(:\n  pass\nclass A(", "y = [f, A]"],
    ["imports", "import numpy as np, os.path\nfrom a import (b,\n  c as d)\nx = (", "y = [np, os, b, d]"],
    ["what loops and contexts bind", "for i, j in range(3:\n  with open() as f:\n    pass", "y = [i, j, f]"],
    ["an expression", "if (n := len([1)) > 2: pass", "y = [n]"],
    ["Python 2", "print 'a'\nx = 1", "y = [x]"],
  ])("a cell that does not parse is told, and no name that it would define: %s", (_, broken, code) => {
    const told = codes(["A", broken], ["B", code]);
    expect(told.filter((one) => !/CW(401|311)/.test(one))).toEqual([]);
    expect(told).toHaveLength(1);
  });

  test("a name that no text defines is told beside a cell that does not parse", () => {
    expect(codes(["A", "x = (1"], ["B", "y = [nowhere]"])).toEqual(["error CW102", "error CW401"]);
  });

  test("a notebook in another language is told once", () => {
    const cell = { cell_type: "code", metadata: {}, source: "x <- c(1, 2", outputs: [], execution_count: null };
    const kernelspec = { name: "ir", display_name: "R", language: "R" };
    const text = JSON.stringify({ cells: [cell, cell], metadata: { kernelspec }, nbformat: 4, nbformat_minor: 4 });
    const planned = planText(text, "n.ipynb");
    expect(planned.all).toMatchObject([{ code: "CW422", severity: "error", message: expect.stringContaining(" R ") }]);
    expect(planned.report.steps).toEqual([]);
  });
});
