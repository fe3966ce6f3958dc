import { describe, expect, test } from "vitest";
import { closeName, slipsBetween } from "../../../src/rules/order/close-name.ts";
import { checkCells, checkExample } from "../../harness/checked.ts";

const errors = (...cells: readonly string[]) => checkCells(...cells).filter((one) => /^CW10[123]/.test(one));

describe("names that are not there", () => {
  test.each([
    ["defined below", ["print(a)", "a = 1"], ["CW101@1"]],
    ["defined nowhere", ["print(a)", "b = 1"], ["CW102@1"]],
    ["told once", ["print(a)", "print(a)"], ["CW102@1"]],
    ["deleted above", ["a = 1", "del a", "print(a)"], ["CW103@3"]],
    ["deleted above and defined again below", ["a = 1", "del a", "print(a)", "a = 2"], ["CW103@3"]],
    ["deleted and defined again", ["a = 1", "del a", "a = 2", "print(a)"], []],
    ["deleted perhaps", ["a = 1\nb = 0", "if b:\n    del a", "print(a)"], []],
    ["the name of an exception", ["try:\n    f = 1\nexcept OSError as e:\n    pass", "print(e)"], ["CW103@2"]],
    [
      "the name of an exception that was there before",
      ["e = 1", "try:\n    f = 1\nexcept OSError as e:\n    pass", "print(e)"],
      [],
    ],
    ["kept from an exception", ["try:\n    f = 1\nexcept OSError as e:\n    k = e\nelse:\n    k = 1", "print(k)"], []],
    ["below a star import", ["from math import *", "print(pi)"], []],
    ["below code that is run by its text", ["exec('a = 1')", "print(a)"], []],
    ["above such code", ["print(a)", "exec('a = 1')"], ["CW102@1"]],
    ["below %run", ["%run tools.py", "print(a)"], []],
    ["below a cell in another language", ["%%cython\ndef f(): pass", "f()"], []],
    ["below HTML", ["%%html\n<b>a</b>", "print(a)"], ["CW102@2"]],
    ["guarded", ["try:\n    a\nexcept NameError:\n    a = 1", "print(a)"], []],
    ["on some paths, where something copes with it", ["try:\n    print(a)\nexcept NameError:\n    pass"], []],
    ["so too in a function", ["def f():\n    try:\n        a\n    except NameError:\n        return 1\nf()"], []],
    ["in a function that is called below", ["def f():\n    return a", "a = 1", "f()"], []],
    ["bound by a function", ["def f():\n    global a\n    a = 1", "f()", "for i in [1]:\n    print(a)"], []],
    ["in a function that is only handed on", ["def f():\n    return a", "print.watch(f)", "a = 1"], []],
    ["in braces of a magic", ["%%opts Curve {+framewise}\nprint(1)"], []],
    ["left by an earlier turn", ["for i in [1]:\n    if i:\n        b = i\n    print(b)"], []],
    ["what the session keeps", ["1 + 1", "print(_, Out, In)"], []],
    ["what a platform gives", ["print(spark)"], []],
  ])("%s", (_, cells, expected) => {
    expect(errors(...cells)).toEqual(expected);
  });

  test("a cell that is meant to fail may use what is not there", () => {
    const cell = { cell_type: "code", metadata: { tags: ["raises-exception"] }, source: "print(a)", outputs: [] };
    const notebook = { cells: [{ ...cell, execution_count: null }], metadata: {}, nbformat: 4, nbformat_minor: 4 };
    expect(checkExample({ notebook: JSON.stringify(notebook) }).map(({ code }) => code)).not.toContain("CW102");
  });

  test("a slip of the pen is mended wherever the name stands", () => {
    const cells = ["totals = [1]", "print(total)\nprint(total)"].map((one) => `# %%\n${one}\n`).join("");
    const found = checkExample({ notebook: cells }).find(({ code }) => code === "CW102");
    expect(found?.hint).toBe("did you mean `totals`?");
    expect(found?.fix?.safety).toBe("unsafe");
    expect(found?.fix?.edits).toEqual([
      { cell: 1, span: { start: 6, end: 11 }, text: "totals" },
      { cell: 1, span: { start: 19, end: 24 }, text: "totals" },
    ]);
  });

  test("the usual import is told", () => {
    const [found] = checkExample({ notebook: "# %%\nprint(np.pi)\n" });
    expect(found?.hint).toContain("import numpy as np");
    expect(found?.fix).toBeUndefined();
  });
});

describe("names that were meant", () => {
  test.each([
    ["price", ["prices", "cities"], "prices"],
    ["dta", ["data"], "data"],
    ["Frame", ["frame"], "frame"],
    ["df", ["pdf"], null],
    ["pirce", ["price"], "price"],
    ["value", ["values", "valued"], null],
    ["weather", ["traffic"], null],
  ])("%s among %j", (name, known, expected) => {
    expect(closeName(name, known)).toBe(expected);
  });

  test.each([
    ["abc", "abc", 0],
    ["abc", "acb", 1],
    ["abc", "ab", 1],
    ["", "abc", 3],
    ["kitten", "sitting", 3],
  ])("%s and %s differ by %d", (one, other, slips) => {
    expect(slipsBetween(one, other)).toBe(slips);
    expect(slipsBetween(other, one)).toBe(slips);
  });
});
