import { describe, expect, test } from "vitest";
import { checkExample } from "../../harness/checked.ts";

/** Severities and cells of one rule's findings. */
function found(code: string, ...sources: readonly string[]): readonly string[] {
  const notebook = sources.map((source) => `# %%\n${source}\n`).join("");
  return checkExample({ notebook }).flatMap((one) =>
    one.code === code ? [`${one.severity} ${(one.location?.cell ?? -1) + 1}`] : [],
  );
}

const table = "import pandas as pd\ndf = pd.DataFrame({'a': [1, 2], 'b': [3, 4]})\nrates = pd.read_csv('rates.csv')";

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
    ["df['a'] = (df['a'] - 32) * 5 / 9", ["warning 2"]],
    ["df['a'] = df['a'] * 1", []],
    ["df['a'] *= df['b'].map(rates)", ["info 2"]],
    ["df['a'] -= df['a'].mean()", []],
    ["df['a'] = df['a'] / df.max()", []],
    ["low = df['a'].min()\ndf['a'] = df['a'] - low", []],
    ["df = df.merge(rates, on='b')", ["info 2"]],
    ["df = pd.merge(df, rates)", ["info 2"]],
    ["df = pd.merge(left=df, right=rates)", ["info 2"]],
    ["df = df.join(rates)", ["info 2"]],
    ["both = df.merge(rates, on='b')", []],
    ["df = df.T", ["warning 2"]],
    ["df = df.add_prefix('x_')", ["warning 2"]],
    ["y = df.pop('a')", ["info 2"]],
    ["y = df.pop('a').values", ["info 2"]],
    ["if 'a' in df.columns:\n    y = df.pop('a')", []],
    ["df.columns = [c + '_x' for c in df.columns]", ["warning 2"]],
    ["df.columns = [f'x_{c}' for c in df.columns]", ["warning 2"]],
    ["df.columns = [f'{c}' for c in df.columns]", []],
    ["df.columns = [c.lower() for c in df.columns]", []],
    ["df.columns = [c + '_x' for c in 'ab']", []],
    ["if df['a'].max() > 1:\n    df['a'] = df['a'] / 100", []],
    ["df.to_csv('log.csv', mode='a')", ["info 2"]],
    ["df.to_csv('log.csv', mode='w')", []],
    ["df.to_csv('log.csv')\ndf.to_csv('log.csv', mode='a')", []],
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
    ["n = 1\nk = 3", "n = n + k", ["warning 2"]],
    ["n = 1\nk = 0", "n = n + k", []],
    ["n = 1\nk = len('ab')", "n = n + k", ["info 2"]],
    ["n = 1", "k = n / 2\nn = n - k", []],
    ["n = 1", "n *= 1", []],
    ["n = 0", "for d in [3, 4]:\n    n += d", ["info 2"]],
    ["n = 0", "for d in [3, 4]:\n    n += 1", ["warning 2"]],
    ["n = 0", "for d in [3, 4]:\n    if d > 3:\n        n += 1", ["info 2"]],
    ["n = 5", "while n > 0:\n    n -= 1", []],
    ["n = 5", "while True:\n    n -= 1\n    if n == 0:\n        break", []],
    ["if 'n' not in globals():\n    n = 0", "n += 1", ["info 2"]],
    ["n = {}", "for d in 'abc':\n    n[d] = n.get(d, 0) + 1", ["warning 2"]],
    ["n = {}", "for d in 'abc':\n    n[d] = n.get(d + d, 0) + 1", []],
    ["n = {}", "n = {}\nfor d in 'abc':\n    n[d] = n.get(d, 0) + 1", []],
    ["n = {'a': 1}\nd = 'a'", "n[d] += 1", ["warning 2"]],
    ["n = {}", "for d in 'abc':\n    if d in n:\n        n[d] += 1\n    else:\n        n[d] = 1", ["info 2"]],
    ["n = {'a': 1}", "m = n.pop('a')", ["info 2"]],
    ["n = {'a': 1}", "m = n.pop('a', None)", []],
    ["n = []", "if 3 not in n:\n    n.append(3)", []],
    ["n = []", "for d in 'ab':\n    n.append(d)", ["info 2"]],
    ["n = []\nfor d in 'ab':\n    n.append(d)", "print(n)", []],
    ["n = []\ndef add(x):\n    n.append(x)", "add(3)", ["info 2"]],
    ["n = []\ndef add(x):\n    n.append(x)", "n.clear()\nadd(3)", []],
    ["n = []\ndef add(x):\n    n.append(x)", "n = []\nadd(3)", []],
    ["import os", "os.mkdir('figures')", ["warning 2"]],
    ["import os", "os.makedirs('figures')", ["warning 2"]],
    ["import os", "os.makedirs('figures', exist_ok=True)", []],
    ["import os", "if not os.path.exists('figures'):\n    os.mkdir('figures')", []],
    ["import os", "try:\n    os.mkdir('figures')\nexcept FileExistsError:\n    pass", []],
    ["import os, shutil", "shutil.rmtree('figures', ignore_errors=True)\nos.mkdir('figures')", []],
    ["import os, tempfile", "d = tempfile.mkdtemp()\nos.mkdir(d + '/figures')", []],
    ["from pathlib import Path", "Path('figures').mkdir()", ["warning 2"]],
    ["from pathlib import Path\nout = Path('figures')", "out.mkdir()", ["warning 2"]],
    ["from pathlib import Path\nout = Path('figures')", "out.mkdir(exist_ok=True)", []],
    ["out = 3", "with open('log.txt', 'a') as log:\n    log.write('x')", ["info 2"]],
    ["out = 3", "with open('log.txt', 'w') as log:\n    log.write('x')", []],
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

  test("several, each a finding without a mend", () => {
    const all = checkExample({ notebook: "# %%\nfrom math import *\nfrom cmath import *\nprint(pi)\n" });
    const stars = all.filter(({ code }) => code === "CW113");
    expect(stars.map(({ fix }) => fix)).toEqual([undefined, undefined]);
  });
});
