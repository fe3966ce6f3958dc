import { describe, expect, test } from "vitest";
import { analyseLast, showUpdates } from "../harness/analysed.ts";

const before = `import copy, functools, random
import numpy as np
import pandas as pd
from sklearn.linear_model import LinearRegression
from sklearn.pipeline import make_pipeline, Pipeline
df = pd.DataFrame({"a": [1]})
xs = [1]
d = {}
a = np.zeros(3)
frames = [df]
`;

/** Code, and what its last statement changes: `x` certainly and proved, `x?` perhaps, `x~` assumed. */
type Row = readonly [code: string, updates: string];

const methods: readonly Row[] = [
  ["df.dropna()", ""],
  ["df.dropna(inplace=True)", "df frames?"],
  ["df.dropna(inplace=False)", ""],
  ["df.dropna(inplace=bool(d))", "df? frames?"],
  ["df.eval('z = a + 1', inplace=True)", "df frames?"],
  ["df.insert(0, 'z', 1)", "df frames?"],
  ["df.describe()", ""],
  ["df.to_csv('out.csv')", ""],
  ["df = df.assign(z=1)", ""],
  ["xs.sort()", "xs"],
  ["np.clip(a, 0, 1, a)", "a"],
  ["np.multiply(np.ones(3), 2, a)", "a"],
  ["np.exp(a, out=a)", "a"],
  ["sorted(xs)", ""],
  ["a.sort()", "a"],
  ["np.sort(a)", ""],
  ["np.copyto(a, 1)", "a"],
  ["np.add(a, 1)", ""],
  ["np.add(a, 1, out=a)", "a"],
  ["random.shuffle(xs)", "xs"],
  ["np.random.shuffle(a)", "a"],
  ["model = LinearRegression()\nmodel.fit(df, a)", "model"],
  ["model = LinearRegression().fit(df, a)", ""],
  ["rng = np.random.default_rng(3)\nrng.normal()", "rng"],
  ["it = iter(xs)\nnext(it)", "it"],
  ["f = df.drop\nf(columns='a', inplace=True)", "df f frames?"],
  [
    "import xml.etree.ElementTree as et\nroot = et.Element('r')\npart = et.SubElement(root, 'p')\npart.text = 'x'",
    "part root?",
  ],
  ["import xml.etree.ElementTree as et\nroot = et.fromstring('<a><b/></a>')\nroot.find('b').set('k', 'v')", "root?"],
  ["import openpyxl\nbook = openpyxl.Workbook()\nsheet = book.create_sheet('s')\nsheet['A1'] = 1", "book? sheet"],
  ["import lmfit\np = lmfit.create_params(a=1)\np['a'].set(vary=False)", "p~"],
  ["import lmfit\np = lmfit.create_params(a=1)\np['a'].value", ""],
  ["from lmfit import Model\nm = Model(len)\nm.opts.put('k', 1)", "m~"],
  ["from PIL import Image, ImageDraw\ni = Image.new('L', (2, 2))\nd = ImageDraw.Draw(i)\nd.point((1, 1))", "d i?"],
  ["r = np.random.RandomState(0)\nx = df.sample(1, random_state=r)", "r"],
  ["r = np.random.default_rng(0)\nfrom scipy.stats import norm\nx = norm.rvs(random_state=r)", "r"],
  ["from sklearn.svm import SVC\nr = np.random.RandomState(0)\nm = SVC(random_state=r)", ""],
  ["from sklearn.svm import SVC\nr = np.random.RandomState(0)\nm = SVC(random_state=r)\nm.fit(df, a)", "m r~"],
  [
    "from sklearn.model_selection import KFold\nr = np.random.RandomState(0)\nk = KFold(3, shuffle=True, random_state=r)\nx = list(k.split(a))",
    "k~ r~",
  ],
  ["r = np.random.RandomState(0)\nprint(r)\nx = [r]", ""],
  ["from sklearn.model_selection import train_test_split as s\nx, y = s(df)\nx['z'] = 1", "x"],
  ["from sklearn.model_selection import train_test_split as s\nv = df['a'].values\nx, y = s(v)\nx[0] = 1", "x"],
  ["from sklearn.model_selection import train_test_split as s\nx, y = s(frames)\nx[0]['z'] = 1", "x? df? frames? y?"],
  ["import scipy.linalg as sl\nsl.inv(a)", ""],
  ["import scipy.linalg as sl\nb = sl.inv(a, overwrite_a=True)", "a"],
  ["from scipy.optimize import minimize\nminimize(abs, a, callback=lambda x: xs.append(x))", "xs?"],
  ["kept = dict(log=lambda x: xs.append(x))", ""],
  ["class P(tuple): pass\np = P((1, xs))\np[1].append(2)", "p~ xs~"],
  ["class D(dict):\n  def __missing__(self, k): self[k] = 1\nd = D()\nd['a']", "d?"],
  ["print(df)", ""],
  ["len(xs)", ""],
];

const syntax: readonly Row[] = [
  ["df['b'] = 1", "df frames?"],
  ["df.a = 3", "df frames?"],
  ["a[a > 1] = 0", "a"],
  ["del xs[0]", "xs"],
  ["del df['a']", "df frames?"],
  ["xs += [1]", "xs"],
  ["a += 1", "a"],
  ["n = 1\nn += 1", ""],
  ["s = 'a'\ns += 'b'", ""],
  ["st = {1}\nst |= {2}", "st"],
  ["if d: xs.append(1)", "xs?"],
  ["for x in [xs, d]: x.clear()", "d~ xs~ x~"],
  ["[xs.append(i) for i in range(3)]", "xs"],
  ["setattr(df, 'k', 1)", "df frames?"],
];

const otherNames: readonly Row[] = [
  ["ys = xs\nys.append(1)", "xs ys"],
  ["ys = list(xs)\nys.append(1)", "ys"],
  ["ys = xs + [1]\nys.append(1)", "ys"],
  ["ys = [xs]\nys.append(1)", "ys"],
  ["ys = [xs]\nys[0].append(1)", "xs ys?"],
  ["t = (xs,)\nt[0].append(1)", "t? xs"],
  ["p, q = xs, d\np.append(1)", "p xs"],
  ["t = xs if df is None else d\nt.clear()", "d~ t~ xs~"],
  ["t = xs or d\nt.clear()", "d~ t~ xs~"],
  ["ys = xs\ndel xs\nys.append(1)", "ys"],
  ["ys = xs\nxs = []\nxs.append(1)", "xs"],
  ["d['x'] = xs\nd['x'].append(1)", "d? xs"],
  ["xs.append(d)\nd['k'] = 1", "d xs?"],
  ["d.update(k=xs)\nxs.append(1)", "d? xs"],
  ["frames[0]['k'] = 1", "df frames?"],
  ["for t in frames: t['k'] = 1", "df? frames? t?"],
  ["b = {'df': df}\nb['df']['z'] = 1", "b? df frames?"],
  ["c = copy.deepcopy(frames)\nc[0]['z'] = 1", "c"],
];

const views: readonly Row[] = [
  ["v = a[:2]\nv[0] = 1", "a? v"],
  ["v = a[[0, 1]]\nv[0] = 1", "v"],
  ["v = a[a > 0]\nv[0] = 1", "v"],
  ["v = a.reshape(3, 1)\nv[0] = 1", "a? v"],
  ["v = a.copy()\nv[0] = 1", "v"],
  ["v = np.asarray(a)\nv[0] = 1", "a? v"],
  ["v = np.array(a)\nv[0] = 1", "v"],
  ["v = a + 1\nv[0] = 1", "v"],
  ["a.flat[0] = 1", "a?"],
  ["s = df['a']\ns[0] = 1", "df? frames? s"],
  ["s = df['a'] + 1\ns[0] = 1", "s"],
  ["c = df.copy()\nc['a'] = 2", "c"],
  ["c = df.copy(deep=False)\nc['a'] = 2", "c df? frames?"],
  ["c = df[df.a > 1]\nc['z'] = 1", "c"],
  ["c = df[['a']]\nc['z'] = 1", "c"],
  ["c = pd.concat([df, df])\nc['z'] = 1", "c"],
  ["v = df.values\nv[0] = 1", "df? frames? v"],
  ["v = np.einsum('i->i', a)\nv[0] = 1", "a? v"],
  ["import xarray as xr\nx = xr.DataArray(a)\nx[0] = 1", "a? x"],
  ["import altair as alt\nc = alt.Chart(df).mark_bar()\ndf['a'] = 2", "c? df frames?"],
  ["from collections import ChainMap\nm = ChainMap(d, {})\nm['a'] = 2", "d? m?"],
  ["from PIL import Image\nimage = Image.new('RGB', (4, 4))\npixels = image.load()\npixels[0, 0] = 1", "image? pixels"],
];

const calls: readonly Row[] = [
  ["def f(t): t['k'] = 1\nf(df)", "df frames?"],
  ["def f(t):\n  t = t.copy()\n  t['k'] = 1\n  return t\nc = f(df)", ""],
  ["def f(t):\n  t['k'] = 1\n  return t\nc = f(df)", "df frames?"],
  ["def f(t):\n  return t\nc = f(df)\nc['k'] = 1", "c df frames?"],
  ["def f(*ts):\n  for t in ts: t['k'] = 1\nf(df)", "df? frames?"],
  ["def f(t):\n  def inner():\n    t['k'] = 1\n  inner()\nf(df)", "df frames?"],
  ["def f(): xs.append(1)\nf()", "xs"],
  ["def f(t, n):\n  t.append(n)\n  if n: f(t, n - 1)\nf(xs, 3)", "xs"],
  ["f = lambda t: t.insert(0, 'n', 1)\nf(df)", "df frames?"],
  ["def f(acc=[]):\n  acc.append(1)\n  return acc\nf()", "f?"],
  ["list(map(lambda x: xs.append(x), [1]))", "xs?"],
  ["df.apply(lambda row: xs.append(row))", "xs?"],
];

const classes: readonly Row[] = [
  ["class M:\n  @staticmethod\n  def go(t): t.append(1)\nM.go(xs)", "xs"],
  ["class M:\n  @classmethod\n  def go(cls, t): t.append(1)\nM.go(xs)", "xs"],
  [
    "class M:\n  def __init__(self, t): self.t = t\n  def go(self): self.t['k'] = 1\nm = M(df)\nm.go()",
    "df frames? m?",
  ],
  ["class M:\n  def __init__(self): self.n = 0\n  def go(self): self.n += 1\nm = M()\nm.go()", "m"],
  ["class M:\n  def show(self): return 1\nm = M()\nm.show()", ""],
  ["class M: pass\nm = M()\nm.x = 1", "m"],
  ["class M:\n  log = []\n  def add(self, t): self.log.append(t)\nM().add(1)", "M?"],
  ["class M:\n  log = []\n  def __init__(self): self.log = []\nm = M()\nm.log.append(1)", "m?"],
  ["class M:\n  made = 0\n  def __init__(self): type(self).made += 1\nM()", "M"],
  ["class M:\n  made = 0\n  def __init__(self): self.__class__.made += 1\nm = M()", "M"],
  ["class M:\n  made = 0\n  @classmethod\n  def go(cls): cls.made += 1\nM.go()", "M"],
  ["class M: log = []\nys = M.log\nys.append(1)", "M? ys"],
  ["class M: log = []\nclass N(M): pass\nN().log.append(1)", "M? N?"],
  ["class M:\n  all = []\n  def __init_subclass__(cls): M.all.append(cls)\nclass N(M): pass", "M?"],
  ["class M:\n  def go(self, t): t.append(1)\nclass N(M): pass\nN().go(xs)", "xs"],
  ["class M:\n  def go(self, t): t.append(1)\nclass N(M):\n  def go(self, t): super().go(t)\nN().go(xs)", "xs"],
  ["class M:\n  def go(self, t): t.append(1)\nclass N(M):\n  def go(self, t): super(N, self).go(t)\nN().go(xs)", "xs"],
  ["class M:\n  @property\n  def t(self): return xs\nm = M()\nm.t.append(1)", "xs"],
  ["class M:\n  @property\n  def t(self): xs.append(1)\nm = M()\nif m.t: pass", "xs"],
  [
    "class M:\n  @property\n  def t(self): return 1\n  @t.setter\n  def t(self, v): xs.append(v)\nm = M()\nm.t = 2",
    "xs",
  ],
  ["class M:\n  @functools.cached_property\n  def t(self): return []\nm = M()\nm.t.append(1)", "m?"],
  ["class M:\n  def go(self): xs.append(1)\nms = [M(), M()]\nms[0].go()", "xs"],
  ["class M:\n  def go(self): xs.append(1)\nm = M() if d else None\nm.go()", "xs"],
  ["class M:\n  def __init__(self, f): self.f = f\nm = M(xs.append)\nm.f(1)", "m? xs"],
  ["class M:\n  def __getattr__(self, name): return xs\nm = M()\nm.what.append(1)", "xs"],
  ["import torch\nclass M(torch.nn.Module):\n  def forward(self, t): xs.append(t)\nm = M()\nm(1)", "m xs"],
  [
    "from sklearn.base import BaseEstimator\nclass M(BaseEstimator):\n  def fit(self, t): t['k'] = 1\nm = M()\nm.fit_transform(df)",
    "df frames? m",
  ],
  ["import mystery\nclass M(mystery.Trainer):\n  def step(self): xs.append(1)\nm = M()\nm.train()", "m~ xs?"],
  ["import mystery\nclass M:\n  def step(self): xs.append(1)\nm = M()\nmystery.train(m)", "m~ xs?"],
  [
    "from dataclasses import dataclass, field\n@dataclass\nclass M:\n  t: list = field(default_factory=list)\nm = M()\nm.t.append(1)",
    "m~",
  ],
];

/** Code that holds other code, or that is made by it. */
const carriedCode: readonly Row[] = [
  ["def f(t):\n  def inner(): t['k'] = 1\n  return inner\nk = f(df)\nk()", "df frames? k?"],
  ["def f():\n  n = []\n  def inner(): n.append(1)\n  return inner\nk = f()\nk()", "k?"],
  ["def f():\n  n = 0\n  def inner():\n    nonlocal n\n    n += 1\n  return inner\nk = f()\nk()", "k?"],
  ["def f():\n  n = []\n  return (lambda: n.append(1)), (lambda: n)\nk, l = f()\nk()", "k? l?"],
  ["ks = [lambda: t.append(1) for t in [xs]]\nks[0]()", "ks? xs"],
  ["def f(): xs.append(1)\nk = {'f': f}\nk['f']()", "xs"],
  ["def f(): xs.append(1)\nk = f if d else len\nk()", "xs?"],
  ["def f(): xs.append(1)\nk = None\nif d: k = f\nk()", "xs"],
  ["def f(): return xs\ndef g(k): k().append(1)\ng(f)", "xs"],
  ["k = functools.partial(lambda t: t.append(1), xs)\nlist(map(k, [1]))", "k~ xs~"],
  ["@functools.lru_cache\ndef f(): return [1]\nb = f()\nb.append(2)", "b~ f~"],
  ["def f(*ts): ts[0].append(1)\nf(*[xs])", "xs"],
  ["m = LinearRegression()\np = Pipeline([('m', m)])\np.set_params(m__fit_intercept=False)", "m? p?"],
  [
    "from sklearn.metrics import make_scorer\nfrom sklearn.model_selection import cross_val_score\ndef f(y, p): xs.append(1)\n" +
      "cross_val_score(LinearRegression(), a, a, scoring=make_scorer(f))",
    "xs?",
  ],
  ["def f(t, acc=[]): acc.append(1)\nf(*[1])", "f~"],
];

/** What iterating over a value, or taking a part out of it, gives. */
const elements: readonly Row[] = [
  ["from collections import defaultdict\nids = defaultdict(lambda: len(ids))\nb = [ids[k] for k in 'ab']", "ids~"],
  ["b = {'a': [1]}\nc = b['a']", ""],
  ["[t.insert(0, 'n', 1) for t in frames]", "df frames?"],
  ["b = [t for t in frames]\nb[0]['z'] = 1", "b? df frames?"],
  ["b = {k: t for k, t in enumerate(frames)}\nb[0]['z'] = 1", "b? df frames?"],
  ["b = list(frames)\nb[0]['z'] = 1", "b? df frames?"],
  ["b = tuple(sorted(frames))\nb[0]['z'] = 1", "b? df frames?"],
  ["b = dict(zip('a', frames))\nb['a']['z'] = 1", "b? df? frames?"],
  ["b = frames.pop()\nb['z'] = 1", "b df frames?"],
  ["b = next(iter(frames))\nb['z'] = 1", "b df frames?"],
  ["b = random.choice(frames)\nb['z'] = 1", "b df frames?"],
  ["b = max(frames, key=len)\nb['z'] = 1", "b? df? frames?"],
  ["d['x'] = xs\nb = d.get('x')\nb.append(1)", "b d? xs"],
  ["d['x'] = xs\nfor k, b in d.items(): b.append(1)", "b? d? xs?"],
  ["d.update({'x': xs})\nd['x'].append(1)", "d~ xs~"],
  ["ys = [1]\nys.extend(frames)\nys[1]['z'] = 1", "df frames? ys?"],
  ["ys = [1, 2]\nys[0] = xs\nys[0].append(1)", "xs ys?"],
  ["ys = []\nys += frames\nys[0]['z'] = 1", "df frames? ys?"],
  ["ys = [xs] + [1]\nys[0].append(1)", "xs ys?"],
  ["def g():\n  yield xs\nfor t in g(): t.append(1)", "t? xs?"],
  ["import contextlib\n@contextlib.contextmanager\ndef g():\n  yield xs\nwith g() as t: t.append(1)", "xs"],
  ["last = None\nfor t in frames:\n  if last is not None: last['z'] = 1\n  last = t", "df? frames? last? t?"],
  ["list(map(xs.append, [1]))", "xs?"],
  ["xs.__setitem__(0, 1)", "xs"],
  ["list.append(xs, 1)", "xs"],
  ["getattr(xs, 'append')(1)", "xs"],
];

/** Syntax and builtins, and the special method that each runs on an instance `m`. */
const specialMethods: readonly (readonly [code: string, method: string])[] = [
  ["m[0]", "__getitem__(self, k)"],
  ["m[0] = 1", "__setitem__(self, k, v)"],
  ["m[0] += 1", "__setitem__(self, k, v)"],
  ["del m[0]", "__delitem__(self, k)"],
  ["m.x", "__getattr__(self, name)"],
  ["m.x = 1", "__setattr__(self, name, v)"],
  ["m()", "__call__(self)"],
  ["m += 1", "__iadd__(self, v)"],
  ["m += 1", "__add__(self, v)"],
  ["m + 1", "__add__(self, v)"],
  ["1 - m", "__rsub__(self, v)"],
  ["-m", "__neg__(self)"],
  ["m @ m", "__matmul__(self, v)"],
  ["m < 1", "__lt__(self, v)"],
  ["1 < 2 < m", "__gt__(self, v)"],
  ["1 in m", "__contains__(self, v)"],
  ["for x in m: pass", "__iter__(self)"],
  ["[x for x in m]", "__iter__(self)"],
  ["a, b = m", "__getitem__(self, k)"],
  ["list(m)", "__iter__(self)"],
  ["next(m)", "__next__(self)"],
  ["with m: pass", "__enter__(self)"],
  ["with m: pass", "__exit__(self, *args)"],
  ["len(m)", "__len__(self)"],
  ["str(m)", "__str__(self)"],
  ["print(m)", "__repr__(self)"],
  ["f'{m}'", "__str__(self)"],
  ["not m", "__bool__(self)"],
  ["x = [m][0][1]", "__getitem__(self, k)"],
  ["x = (m if d else None)[1]", "__getitem__(self, k)"],
];

const unknown: readonly Row[] = [
  ["import mystery\nmystery.do(df)", "df~ frames~"],
  ["import mystery\nmystery.do(1, 'a')", ""],
  ["import mystery\nm = mystery.wrap(xs)\nm.go()", "m~ xs~"],
  ["def deco(f):\n  def w(*a): return f(*a)\n  return w\n@deco\ndef f(t): t.append(1)\nf(xs)", "xs"],
  ["k = functools.partial(xs.append, 1)\nk()", "k~ xs~"],
];

describe.each([
  ["methods by what is known of the library", methods],
  ["syntax that changes a value", syntax],
  ["through other names and containers", otherNames],
  ["views of arrays and tables, against copies", views],
  ["functions of the notebook", calls],
  ["classes of the notebook", classes],
  ["code in values", carriedCode],
  ["elements of values", elements],
  ["what is not known is assumed to change all that it is given", unknown],
])("%s", (_, rows) => {
  test.each(rows)("%s", (code, updates) => {
    expect(showUpdates(analyseLast(before + code).updates)).toBe(sorted(updates));
  });
});

/** Changes in depth: the names that must be among the updates, however sure. */
const deep: readonly Row[] = [
  ["df.loc[0, 'a'] = 2", "df frames?"],
  ["df.iloc[0, 0] = 2", "df frames?"],
  ["df.at[0, 'a'] = 2", "df frames?"],
  ["df['a'].loc[0] = 2", "df? frames?"],
  ["df.index.name = 'x'", "df? frames?"],
  ["ys = xs[:]\nys.append(2)", "ys"],
  ["ys = ['a', 'b'][1:]\nys.append('c')", "ys"],
  ["for t in sorted(frames): t['z'] = 1", "df? frames? t?"],
  ["df.pipe(lambda t: t.insert(0, 'n', 1))", "df? frames?"],
  ["list(map(lambda t: t.insert(0, 'n', 1), frames))", "df? frames?"],
  ["def f(**ts):\n  for t in ts.values(): t['k'] = 1\nf(t=df)", "df? frames?"],
  ["m = LinearRegression()\np = make_pipeline(m)\np.fit(df, a)", "p? m?"],
  ["m = LinearRegression()\np = Pipeline([('m', m)])\nz = p.fit_transform(df)", "p? m?"],
];

test.each(deep)("a change shows through %s", (code, updates) => {
  const seen = new Set(analyseLast(before + code).updates.map((one) => one.name));
  for (const name of updates.replace(/[?~]/g, "").split(" ")) expect(seen).toContain(name);
});

test.each(specialMethods)("`%s` runs the method that the class has for it", (code, method) => {
  const source = `class M:\n  def ${method}: xs.append(1)\n  def __eq__(self, other): return other\nm = M()\n${code}`;
  expect(showUpdates(analyseLast(before + source).updates)).toMatch(/(^| )xs\??( |$)/);
});

test.each([
  ["itself", "import unheard_of\ndef f(x): return x\nunheard_of.run(f)", ""],
  ["in a partial call", "import unheard_of\ndef f(x): return x\np = functools.partial(f, 1)\nunheard_of.run(p)", "p~"],
  [
    "in an instance of a class of an unknown library",
    "import unheard_of as u\ndef f(x): return x\nclass M(u.Module):\n  def __init__(self): self.part = u.Part(f)\nm = M()\nu.run(m)",
    "m~",
  ],
])("a function given %s to what is not known does not change", (_, code, updates) => {
  expect(showUpdates(analyseLast(before + code).updates)).toBe(updates);
});

function sorted(updates: string): string {
  return updates.split(" ").sort().join(" ");
}

test("the bars of a histogram are parts of what the call gives", () => {
  const code = "import matplotlib.pyplot as plt\nn, bins, patches = plt.hist([1, 2])\npatches[0].set_facecolor('red')";
  expect(showUpdates(analyseLast(code).updates)).toContain("patches");
});
