import { describe, expect, test } from "vitest";
import { analyseCells, analyseLast, showEffects, showReads } from "../harness/analysed.ts";

const imports = `import os, random, warnings
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split
df = pd.DataFrame({"a": [1]})
a = np.zeros(3)
`;

const typeOf = (code: string) => analyseLast(imports + code).definitions.map((one) => one.type);

test("what is taken apart has the types of the parts", () => {
  const { definitions } = analyseLast(`${imports}X, Xt, y, yt = train_test_split(df, df.a, test_size=0.5)`);
  expect(definitions.map(({ name, type }) => `${name}: ${type}`)).toEqual([
    "X: pandas.DataFrame",
    "Xt: pandas.DataFrame",
    "y: pandas.Series",
    "yt: pandas.Series",
  ]);
});

describe("types of values", () => {
  test.each([
    ["x = 1", "builtins.int"],
    ["x = 1.5", "builtins.float"],
    ["x = -1", "builtins.int"],
    ["x = 3 / 2", "builtins.float"],
    ["x = 'a' + 'b'", "builtins.str"],
    ["x = f'{df}'", "builtins.str"],
    ["x = not df", "builtins.bool"],
    ["x = [1]", "builtins.list"],
    ["x = {1: 2}", "builtins.dict"],
    ["x = {1}", "builtins.set"],
    ["x = (1, 2)", "builtins.tuple"],
    ["x = [i for i in a]", "builtins.list"],
    ["x = (i for i in a)", "builtins.generator"],
    ["x = None", "none"],
    ["x = len(a)", "builtins.int"],
    ["x = df", "pandas.DataFrame"],
    ["x = df['a']", "pandas.Series"],
    ["x = df[['a']]", "pandas.DataFrame"],
    ["x = df.price", "pandas.Series"],
    ["x = df.price.str.contains('a')", "pandas.Series"],
    ["x = df.price.values", "numpy.ndarray"],
    ["x = df.groupby('a').price.mean()", "pandas.Series"],
    ["x = df.describe()", "pandas.DataFrame"],
    ["x = df[df.a > 0]", "pandas.DataFrame"],
    ["x = df['a'] * 2", "pandas.Series"],
    ["x = df.copy()", "pandas.DataFrame"],
    ["x = df.dropna()", "pandas.DataFrame"],
    ["x = df.dropna(inplace=True)", "none"],
    ["x = np.zeros(3).byteswap(inplace=True)", "numpy.ndarray"],
    ["x = pd.read_csv('i.csv')", "pandas.DataFrame"],
    ["x = pd.concat([df, df[['a']]], axis=1)", "pandas.DataFrame"],
    ["parts = []\nfor n in 'ab':\n    parts.append(pd.read_csv(n))\nx = pd.concat(parts)", "pandas.DataFrame"],
    ["x = pd.concat([df.a, df.a])", null],
    ["x = pd.concat([df, df.a])", null],
    ["import xarray as xr\nd = xr.open_dataset('a.nc')\nx = xr.concat([d, d], 'time')", "xarray.Dataset"],
    ["x = a.reshape(3, 1)", "numpy.ndarray"],
    ["x = a + 1", "numpy.ndarray"],
    ["import mystery\nx = a - mystery.make()", null],
    ["import mystery\nt, n = mystery.load_table()\nx = t.to_numpy()[:, None]", null],
    ["x = pd.read_csv('a.csv', chunksize=2)", "pandas.io.parsers.TextFileReader"],
    ["x = pd.read_csv('a.csv', chunksize=None)", "pandas.DataFrame"],
    ["for x in pd.read_csv('a.csv', chunksize=2): pass", "pandas.DataFrame"],
    ["x = train_test_split(df, df.a)[3]", "pandas.Series"],
    ["x = train_test_split(df, a)[2]", "numpy.ndarray"],
    ["parts = train_test_split(df[['a']], a, random_state=1)\nx = parts[1]", "pandas.DataFrame"],
    ["both = [df, a]\nparts = train_test_split(*both)\nx = parts[1]", null],
    ["x = train_test_split(df, a)", "builtins.list"],
    ["x = np.random.default_rng(1)", "numpy.random.Generator"],
    ["x = np.random.normal(0, 1, 100)", "numpy.ndarray"],
    ["x = np.random.normal()", null],
    ["x = np.random.randn(3, 2)", "numpy.ndarray"],
    ["x = np.random.default_rng(1).choice(['a', 'b'], size=(3, 2))", "numpy.ndarray"],
    ["x = np.random.default_rng(1).choice(['a', 'b'])", null],
    ["x = RandomForestClassifier()", "sklearn.ensemble.RandomForestClassifier"],
    ["x = RandomForestClassifier().fit(df, a)", "sklearn.ensemble.RandomForestClassifier"],
    ["x = open('f')", "builtins.file"],
    ["import mystery\nx = mystery.make()", null],
    ["x = df if a.any() else None", null],
    ["import mystery\nx = mystery.make() < 0.3", null],
    ["import mystery\nx = 2.0 * mystery.make()", null],
    ["import mystery\nx = mystery.make() * df", "pandas.DataFrame"],
    ["x = np.random.default_rng(1).random() < 0.3", null],
    ["def f(): return df\nx = f()", "pandas.DataFrame"],
    ["def f(n): return n\nx = f(2)", "builtins.int"],
  ])("%s", (code, type) => {
    expect(typeOf(code)).toEqual([type]);
  });

  test("each part of what is taken apart has its own type", () => {
    expect(typeOf("n, (s, t) = 1, ('a', df)")).toEqual(["builtins.int", "builtins.str", "pandas.DataFrame"]);
    expect(typeOf("fig, ax = plt.subplots()")).toEqual(["matplotlib.figure.Figure", "matplotlib.axes.AxesOrArray"]);
  });
});

describe("values that cannot be stored", () => {
  test.each([
    ["x = open('f')", true],
    ["x = (i for i in a)", true],
    ["x = iter(a)", true],
    ["def f(): yield 1\nx = f()", true],
    ["import weakref\nx = weakref.ref(df)", true],
    ["import weakref\nx = weakref.WeakSet([df])", true],
    ["x = [i for i in a]", false],
    ["x = np.random.default_rng(1)", false],
    ["x = df", false],
  ])("%s", (code, live) => {
    expect(analyseLast(imports + code).definitions.map((one) => one.live)).toEqual([live]);
  });
});

describe("effects", () => {
  test.each([
    ["np.random.seed(0)", "seeds numpy"],
    ["random.seed(0)", "seeds python"],
    ["x = np.random.rand(3)", "draws numpy"],
    ["x = random.choice([1])", "draws python"],
    ["x = random.getstate()", "draws python"],
    ["x = np.random.get_state()", "draws numpy"],
    ["x = df.sample(1)", "draws numpy"],
    ["x = df.sample(1, random_state=0)", ""],
    ["x = df.sample(1, random_state=None)", "draws numpy"],
    ["x = train_test_split(df)", "draws numpy"],
    ["x = train_test_split(df, random_state=1)", ""],
    ["x = RandomForestClassifier().fit(df, a)", "draws numpy"],
    ["x = RandomForestClassifier(random_state=0).fit(df, a)", ""],
    ["rng = np.random.default_rng(3); x = rng.normal()", ""],
    ["plt.style.use('ggplot')", "sets matplotlib"],
    ["plt.rcParams['figure.dpi'] = 90", "sets matplotlib"],
    ["pd.set_option('display.max_rows', 3)", "sets pandas"],
    ["pd.options.display.max_rows = 3", "sets pandas"],
    ["warnings.filterwarnings('ignore')", "sets warnings"],
    ["os.environ['A'] = 'b'", "sets environment"],
    ["os.chdir('x')", "sets directory"],
    ["df.to_csv('out.csv')", "writes out.csv"],
    ["x = pd.read_csv('in.csv')", "reads in.csv"],
    ["name = 'in.csv'\nx = pd.read_csv(name)", "reads in.csv"],
    ["import sys\nx = pd.read_csv(sys.argv[1])", "reads ?"],
    ["x = open('o.txt')", "reads o.txt"],
    ["x = open('o.txt', 'w')", "writes o.txt"],
    ["x = open('o.txt', mode='a')", "writes o.txt"],
    ["df.plot()", "plots figure"],
    ["fig, ax = plt.subplots()", "plots figure"],
    ["x = input()", "touches input"],
    ["import mystery\nmystery.go()", "unknown mystery.go"],
    ["import mystery\nmystery.set_theme('dark', size=3)", "sets set-up of mystery"],
    ["import mystery\nmystery.set_level(mystery.HIGH)", "sets set-up of mystery"],
    ["import mystery\nmystery.register_loader(lambda x: x)", "sets set-up of mystery"],
    ["import mystery\nmystery.io.enable_cache()", "sets set-up of mystery"],
    ["import seaborn as sns\nsns.palettes._patch_colormap_display()", "sets set-up of seaborn"],
    ["import mystery\nmystery.setter()", "unknown mystery.setter"],
    ["import mystery\nmystery.use(df)", "unknown mystery.use"],
    ["def f(): np.random.seed(1)\nf()", "seeds numpy"],
    ["def f(): np.random.seed(1)", ""],
    ["print(df)", ""],
    ["x = df.describe()", ""],
  ])("%s", (code, effects) => {
    expect(showEffects(analyseLast(imports + code))).toBe(effects);
  });
});

describe("file names that are put together from constants", () => {
  test.each([
    ["name = 'in' + '.csv'\nx = pd.read_csv(name)", "reads in.csv"],
    ["x = pd.read_csv('data' '/in.csv')", "reads data/in.csv"],
    ["folder = 'data'\nx = pd.read_csv(f'{folder}/in.csv')", "reads data/in.csv"],
    ["folder, year = 'data', 2020\nx = pd.read_csv(f'{folder}/{year}.csv')", "reads data/2020.csv"],
    ["x = pd.read_csv(os.path.join('data', 'in.csv'))", "reads data/in.csv"],
    ["x = pd.read_csv(os.path.join('data', '/in.csv'))", "reads /in.csv"],
    ["x = pd.read_csv(Path('data') / 'in.csv')", "reads data/in.csv"],
    ["folder = Path('data')\nx = (folder / 'a' / 'in.txt').read_text()", "reads data/a/in.txt"],
    ["Path('data', 'out.txt').write_text('a')", "writes data/out.txt"],
    ["x = open(Path('data').joinpath('in.txt'))", "reads data/in.txt"],
    ["x = open(str(Path('data') / 'in.txt'))", "reads data/in.txt"],
    ["FOLDER = 'data/'\ndef load(name): return pd.read_csv(FOLDER + name)\nx = load('in.csv')", "reads data/in.csv"],
    ["x = pd.read_csv('./data//in.csv')", "reads data/in.csv"],
    ["x = pd.read_csv('data/../in.csv')", "reads in.csv"],
    ["x = pd.read_csv('https://a.org//in.csv')", "reads https://a.org//in.csv"],
    ["year = len(a)\nx = pd.read_csv(f'{year}.csv')", "reads ?"],
    ["year = 1\nx = pd.read_csv(f'{year:03}.csv')", "reads ?"],
    ["name = 'in'\nif len(a): name = 'other'\nx = pd.read_csv(name + '.csv')", "reads ?"],
    ["name = 'in'\nfor i in a: name += 'n'\nx = pd.read_csv(name + '.csv')", "reads ?"],
  ])("%s", (code, effects) => {
    expect(showEffects(analyseLast(`${imports}from pathlib import Path\n${code}`))).toBe(effects);
  });
});

describe("reads and the statements that they come from", () => {
  test.each([
    ["a direct read", ["x = 1", "y = x"], "x<0"],
    ["the last of two definitions", ["x = 1", "x = 2", "y = x"], "x<1"],
    ["either, when the second is on one path", ["x = 1", "if c: x = 2", "y = x"], "x<0,1"],
    ["an update is a new version", ["x = []", "x.append(1)", "y = x"], "x<1"],
    ["an update under a condition may be", ["x = []", "if len(x): x.append(1)", "y = x"], "x<0,1"],
    ["deleted names are nowhere", ["x = 1", "del x", "y = x"], "x<"],
    ["deleted on one path", ["x = 1", "if len('a'): del x", "y = x"], "x<0"],
    ["a builtin", ["y = len"], "len<"],
    ["a builtin that was bound", ["len = 3", "y = len"], "len<0"],
    ["what a called function reads", ["x = 1", "def f(): return x", "y = f()"], "f<1 x<0(f)"],
    ["the value at the call, not at the definition", ["x = 1", "def f(): return x", "x = 2", "y = f()"], "f<1 x<2(f)"],
    ["through two functions", ["x = 1", "def f(): return x", "def g(): return f()", "y = g()"], "f<1(g) g<2 x<0(g)"],
    ["a definition alone reads nothing later", ["x = 1", "def f(): return x"], ""],
    ["a default is read at once", ["x = 1", "def f(a=x): return a"], "x<0"],
    ["methods of an instance", ["x = 1", "class C:\n  def m(self): return x", "c = C()", "y = c.m()"], "c<2 x<0(c)"],
    [
      "`@name` in a query",
      ["import pandas as pd", "df = pd.DataFrame()", "k = 1", "y = df.query('a > @k')"],
      "df<1 k<2",
    ],
    ["text given to eval", ["x = 1", "y = eval('x + 1')"], "eval< x<0"],
    ["f-strings", ["x = 1", "y = f'{x!r:>{x}}'"], "x<0"],
    ["a lambda that is called", ["x = 1", "f = lambda: x", "y = f()"], "f<1 x<0(f)"],
    ["a magic", ["x = 1", "!echo {x} $x"], "x<0"],
  ])("%s", (_, cells, reads) => {
    const statements = analyseCells(cells).statements;
    expect(showReads(statements.at(-1) as (typeof statements)[number])).toBe(reads);
  });
});

describe("cells that may raise", () => {
  test("bind nothing for certain", () => {
    const { statements } = analyseCells(["x = 1", "x = 2", "y = x"], [1]);
    expect(statements[1]?.definitions[0]?.certain).toBe(false);
    expect(statements[2]?.reads[0]?.from).toEqual([0, 1]);
  });
});

describe("shared references", () => {
  const sharedAfter = (...cells: string[]) => analyseCells(cells).sharings.at(-1)?.names.join(" ") ?? "";
  test.each([
    [["x = []", "y = x"], "x y"],
    [["x = []", "y = [x]"], "x y"],
    [["x = 1", "y = x"], ""],
    [["import numpy as np\nx = np.zeros(3)", "y = x[1:]"], "x y"],
    [["import numpy as np\nx = np.zeros(3)", "y = x[1:].copy()"], ""],
  ])("%j", (cells, names) => {
    expect(sharedAfter(...cells)).toBe(names);
  });
});
