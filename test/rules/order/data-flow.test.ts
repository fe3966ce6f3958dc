import { describe, expect, test } from "vitest";
import { checkExample } from "../../harness/checked.ts";

/** Severities and cells of one rule's findings. */
function found(code: string, ...sources: readonly string[]): readonly string[] {
  const notebook = sources.map((source) => `# %%\n${source}\n`).join("");
  return checkExample({ notebook }).flatMap((one) =>
    one.code === code ? [`${one.severity} ${(one.location?.cell ?? -1) + 1}`] : [],
  );
}

const table = "import pandas as pd\ndf = pd.DataFrame({'a': [1, 2], 'b': [3, 4]})";

describe("CW111: cells that are run again", () => {
  test.each([
    ["df = df.drop(columns=['a'])", ["info 2"]],
    ["df = df.drop('a', axis=1)", ["info 2"]],
    ["df = df.drop(columns=['a'], errors='ignore')", []],
    ["df = df.drop(df[df['a'] > 1].index)", []],
    ["df.drop(columns='a', inplace=True)", ["info 2"]],
    ["df.set_index('a', inplace=True)", ["info 2"]],
    ["df = df.reset_index()", ["warning 2"]],
    ["df = df.reset_index(drop=True)", []],
    ["del df['a']", ["info 2"]],
    ["df['a'] = df['a'] / 100", ["warning 2"]],
    ["df['a'] /= 100", ["warning 2"]],
    ["df['c'] = df['a'] / 100", []],
    ["df['a'] = df['b'] / 100", []],
    ["df['a'] = df['a'].map({1: 'x'})", ["warning 2"]],
    ["df['a'] = df['a'].fillna(0)", []],
    ["df['a'] = (df['a'] - df['a'].mean()) / df['a'].std()", []],
    ["df['a'] = df['a'] / df['a'].max()", []],
    ["df = df.dropna().sort_values('a')", []],
    ["df = df.rename(columns={'a': 'c'})", []],
    ["df.columns = ['x', 'y']", []],
    ["df = df[1:]", ["warning 2"]],
    ["df = df[::-1]", ["warning 2"]],
    ["df = df[:1]", []],
    ["df = df[df['a'] > 1]", []],
    ["df = pd.concat([df, df])", ["warning 2"]],
    ["df = pd.get_dummies(df, columns=['a'])", ["info 2"]],
    ["df = pd.DataFrame({'a': [3]})\ndf['a'] = df['a'] / 100", []],
    ["df['a'] = df['b'] * 2\ndf['a'] = df['a'] / 100", []],
    ["df['a'] = df['a'] / 100\ndel df", []],
  ])("%s", (source, expected) => {
    expect(found("CW111", table, source)).toEqual(expected);
  });

  test.each([
    ["n = 1", "n += 1", ["warning 2"]],
    ["n = 1", "n += 0", []],
    ["n = 1", "n = n * 2", ["warning 2"]],
    ["n = 1", "m = n * 2", []],
    ["n = 1", "n = 5\nn += 1", []],
    ["n = 1", "n += 1\nn = 7", []],
    ["n = [1]", "n.append(2)", ["info 2"]],
    ["n = {1}", "n.add(2)", []],
    ["n = {'a': 1}", "n.update(b=2)", []],
    ["n = [1]", "n = n + [2]", ["info 2"]],
    ["n = 'a'", "n += 'b'", ["warning 2"]],
    ["import sys", "sys.path.append('x')", []],
  ])("%s; %s", (first, second, expected) => {
    expect(found("CW111", first, second)).toEqual(expected);
  });
});

describe("CW112: code that is not reached", () => {
  test.each([
    [["raise ValueError(1)", "a = 1"], ["warning 1"]],
    [["a = 1", "raise ValueError(1)"], []],
    [["# NBVAL_IGNORE_OUTPUT\n# NBVAL_RAISES_EXCEPTION\nraise ValueError(1)", "a = 1"], []],
    [["import sys\nsys.exit(0)\nprint(1)"], ["warning 1"]],
    [["from sys import exit as leave\nleave()", "a = 1"], ["warning 1"]],
    [["exit()", "a = 1", "b = 1"], ["warning 1"]],
    [["def exit():\n    return 1\nexit()", "a = 1"], []],
    [["a = 1\nif a:\n    raise ValueError(1)", "b = 1"], []],
    [["try:\n    raise ValueError(1)\nexcept ValueError:\n    pass", "b = 1"], []],
    [["while True:\n    pass", "b = 1"], ["warning 1"]],
    [["while True:\n    break", "b = 1"], []],
    [["if False:\n    a = 1", "b = 1"], ["info 1"]],
    [["def f():\n    return 1\n    return 2", "f()"], []],
  ])("%j", (sources, expected) => {
    expect(found("CW112", ...sources)).toEqual(expected);
  });
});

describe("CW114: cells that nothing uses", () => {
  test.each([
    [["a = 1", "print(2)"], ["info 1"]],
    [["a = 1", "print(a)"], []],
    [["print(2)", "a = 1"], []],
    [["a = 1\na", "print(2)"], []],
    [["a = open('x')", "print(2)"], []],
    [["def f():\n    pass", "print(2)"], ["info 1"]],
    [["@register\ndef f():\n    pass", "print(2)"], []],
    [["a = 1", "def g():\n    return a"], []],
    [["a = 1", "!echo {a}"], []],
    [["a = 1", "df.query('b > @a')"], []],
    [["a = 1", "eval(input())"], []],
    [["import os", "print(2)"], []],
  ])("%j", (sources, expected) => {
    expect(found("CW114", ...sources)).toEqual(expected);
  });
});

describe("CW115: builtins that are hidden", () => {
  test.each([
    [["list = [1]", "list('a')"], ["warning 2"]],
    [["sum = 0", "print(sum([1]))"], ["warning 2"]],
    [["sum = 0", "sum([1])", "sum([2])"], ["warning 2"]],
    [["list = [1]", "del list", "list('a')"], []],
    [["def list(x):\n    return x", "list('a')"], []],
    [["from numpy import sum", "sum([1])"], []],
    [["a = 1", "if a:\n    sum = 0", "sum([1])"], []],
    [["def f():\n    sum = 0\n    return sum", "sum([1])"], []],
    [["type = 'a'", "print(type)"], []],
  ])("%j", (sources, expected) => {
    expect(found("CW115", ...sources)).toEqual(expected);
  });
});

describe("CW109: functions that read what changes", () => {
  const made = "def f():\n    return len(data)";
  test.each([
    [["data = [1]", made, "f()", "data = [2]", "f()"], ["info 5"]],
    [["data = [1]", made, "f()", "data = 5", "f()"], ["warning 5"]],
    [["data = [1]", made, "f()", "data = [2]\nf()"], []],
    [["data = [1]", made, "f()", "f()"], []],
    [["data = [1]", made, "data = [2]", "f()"], []],
    [["data = [1]", "def f(data):\n    return data", "f(data)", "data = [2]", "f(data)"], []],
  ])("%j", (sources, expected) => {
    expect(found("CW109", ...sources)).toEqual(expected);
  });
});

describe("CW113: star imports", () => {
  test("names what may come from it, and mends a single one", () => {
    const [found] = checkExample({ notebook: "# %%\nfrom math import *\nprint(sqrt(pi))\n" });
    expect(found?.message).toContain("`pi`, `sqrt` may come from it");
    expect(found?.fix?.edits).toEqual([{ cell: 0, span: { start: 0, end: 18 }, text: "from math import pi, sqrt" }]);
  });

  test("several are one finding, without a mend", () => {
    const all = checkExample({ notebook: "# %%\nfrom math import *\nfrom cmath import *\nprint(pi)\n" });
    const stars = all.filter(({ code }) => code === "CW113");
    expect(stars.map(({ fix, related }) => [fix, related?.length])).toEqual([[undefined, 1]]);
  });
});
