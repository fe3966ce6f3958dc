/** The same defects in other words: each case is code that a rule finds, and the same done right. */
import { describe, expect, test } from "vitest";
import { checkCells } from "../harness/checked.ts";

type Case = readonly [what: string, found: string, defect: readonly string[], clean: readonly string[]];

const table = 'import pandas as pd\ndf = pd.DataFrame({"a": [1, 2], "b": [3, 4]})';

const cases: readonly Case[] = [
  [
    "a column assigned to through a column",
    "CW616@1",
    [`${table}\ndf["a"].iloc[0] = 9\nprint(df)`],
    [`${table}\ndf.iloc[0, 0] = 9\nprint(df)`],
  ],
  [
    "a module of the language that is gone",
    "CW615@1",
    ["from collections import Mapping\nprint(Mapping)"],
    ["from collections.abc import Mapping\nprint(Mapping)"],
  ],
  [
    "a method of dicts in Python 2",
    "CW615@1",
    ['rates = {"a": 1}\nfor name, rate in rates.iteritems():\n    print(name, rate)'],
    ['rates = {"a": 1}\nfor name, rate in rates.items():\n    print(name, rate)'],
  ],
  [
    "a global that is set by a function that nobody calls",
    "CW102@2",
    ["def start():\n    global cache\n    cache = {}", "print(cache)"],
    ["def start():\n    global cache\n    cache = {}", "start()\nprint(cache)"],
  ],
  [
    "a name in a query, but for those of loops around it and of other databases",
    "CW102@1",
    [`${table}\ndf.query("a > @limit")`],
    [
      `${table}\nprint([df.query("a == @one") for one in (1, 2)])`,
      'import store\nclient = store.connect()\nclient.query("select * from sales where day = @day")',
    ],
  ],
  [
    "a column put in once more",
    "CW111@2",
    [table, 'df.insert(0, "month", [1, 2])', "print(df)"],
    [table, 'df["month"] = [1, 2]', "print(df)"],
  ],
  [
    "the next of an iterator of another cell",
    "CW111@2",
    ['rows = iter(["a", "b"])', "head = next(rows)", "print(head)"],
    ['names = ["a", "b"]', "rows = iter(names)\nhead = next(rows)", "print(head)"],
  ],
  [
    "layers added to a model of another cell",
    "CW111@2",
    ["from tensorflow import keras\nmodel = keras.Sequential()", "model.add(keras.layers.Dense(3))", "print(model)"],
    ["from tensorflow import keras", "model = keras.Sequential()\nmodel.add(keras.layers.Dense(3))", "print(model)"],
  ],
  [
    "a column assigned from itself",
    "CW111@2",
    [table, "df = df.assign(a=lambda t: t.a * 2)", "print(df)"],
    [table, "df = df.assign(c=lambda t: t.a * 2)", "print(df)"],
  ],
  [
    "a file moved by another cell than the one that makes it",
    "CW111@2",
    ['with open("a.txt", "w") as out:\n    out.write("x")', 'import shutil\nshutil.move("a.txt", "b.txt")'],
    ['import shutil\nwith open("a.txt", "w") as out:\n    out.write("x")\nshutil.move("a.txt", "b.txt")'],
  ],
  [
    "code below a return in a function",
    "CW112@1",
    ["def mean(xs):\n    return sum(xs) / len(xs)\n    print('done')", "print(mean([1]))"],
    ["def mean(xs):\n    print('done')\n    return sum(xs) / len(xs)", "print(mean([1]))"],
  ],
  [
    "instances in a dict",
    "CW116@2",
    [
      "from dataclasses import dataclass\n@dataclass\nclass Read:\n    bases: str",
      'reads = {n: Read(n) for n in "ab"}\nfirst = reads["a"]\nprint(first.sequence)',
    ],
    [
      "from dataclasses import dataclass\n@dataclass\nclass Read:\n    bases: str",
      'reads = {n: Read(n) for n in "ab"}\nfirst = reads["a"]\nprint(first.bases)',
    ],
  ],
  [
    "a Keras model fitted without a seed",
    "CW202@2",
    [
      "import numpy as np\nfrom tensorflow import keras\nx = np.ones((4, 2))\nmodel = keras.Sequential([keras.layers.Dense(1)])",
      "history = model.fit(x, x[:, 0])\nprint(history)",
    ],
    [
      "import numpy as np\nfrom tensorflow import keras\nkeras.utils.set_random_seed(1)\nx = np.ones((4, 2))\nmodel = keras.Sequential([keras.layers.Dense(1)])",
      "history = model.fit(x, x[:, 0])\nprint(history)",
    ],
  ],
  [
    "draws of a distribution",
    "CW202@2",
    ["from scipy import stats\nt = stats.t(df=5)", "print(t.rvs(size=3))"],
    ["from scipy import stats\nt = stats.t(df=5)", "print(t.rvs(size=3, random_state=1))"],
  ],
  [
    "made-up data",
    "CW202@1",
    ["from faker import Faker\nfake = Faker()\nprint(fake.city())"],
    ["from faker import Faker\nfake = Faker()\nFaker.seed(1)\nprint(fake.city())"],
  ],
  [
    "an age of dates",
    "CW203@2",
    [
      'import pandas as pd\ndf = pd.DataFrame({"a": [1]}, index=pd.to_datetime(["2024-01-01"]))',
      "age = (pd.Timestamp.now() - df.index).days\nprint(age)",
    ],
    [
      'import pandas as pd\ndf = pd.DataFrame({"a": [1]}, index=pd.to_datetime(["2024-01-01"]))',
      'age = (pd.Timestamp("2024-03-01") - df.index).days\nprint(age)',
    ],
  ],
  ["the time of a command", "CW203@1", ["stamp = !date +%F\nprint(stamp)"], ["stamp = !pwd\nprint(stamp)"]],
  [
    "a set comprehension in a table",
    "CW204@1",
    ['import pandas as pd\nprint(pd.DataFrame({"word": list({w.lower() for w in "b a".split()})}))'],
    ['import pandas as pd\nprint(pd.DataFrame({"word": sorted({w.lower() for w in "b a".split()})}))'],
  ],
  [
    "a difference of keys",
    "CW204@1",
    ['old, new = {"a": 1}, {"b": 2, "c": 3}\nprint(list(new.keys() - old.keys()))'],
    ['old, new = {"a": 1}, {"b": 2, "c": 3}\nprint(sorted(new.keys() - old.keys()))'],
  ],
  ["a list of a set that a cell shows", "CW204@1", ['list(set("a b".split()))'], ['sorted(set("a b".split()))']],
  [
    "files of a walk",
    "CW205@1",
    ['import os\nfound = []\nfor at, _, names in os.walk("."):\n    found.extend(names)\nprint(found)'],
    [
      'import os\nfound = []\nfor at, inner, names in os.walk("."):\n    inner.sort()\n    found.extend(sorted(names))\nprint(found)',
    ],
  ],
  [
    "results of an unordered pool that a cell shows",
    "CW206@1",
    [
      'from multiprocessing.pool import ThreadPool\nwith ThreadPool() as pool:\n    sizes = list(pool.imap_unordered(len, ["a"]))\nsizes',
    ],
    [
      'from multiprocessing.pool import ThreadPool\nwith ThreadPool() as pool:\n    sizes = list(pool.imap(len, ["a"]))\nsizes',
    ],
  ],
  [
    "a list that threads fill",
    "CW206@2",
    [
      "from threading import Thread\ndone = []\ndef work(x):\n    done.append(x)",
      "for x in range(3):\n    Thread(target=work, args=(x,)).start()",
    ],
    [
      "from threading import Thread\ndone = {}\ndef work(x):\n    done[x] = x",
      "for x in range(3):\n    Thread(target=work, args=(x,)).start()",
    ],
  ],
  [
    "a path in pieces",
    "CW212@1",
    ['from pathlib import Path\nroot = Path("/home") / "mara" / "geo"\nprint(root)'],
    ['from pathlib import Path\nroot = Path("data") / "mara" / "geo"\nprint(root)'],
  ],
  ["a path in a command", "CW212@1", ["!cp /Users/ines/reads.txt ."], ["!cp notes/reads.txt ."]],
  [
    "a share of a server",
    "CW212@1",
    [String.raw`print(r"\\fileserver\risk\limits.xlsx")`],
    [String.raw`print(r"\\alpha + \\beta")`],
  ],
  [
    "a target on both sides of a formula",
    "CW625@1",
    [`${table}\nimport statsmodels.formula.api as smf\nprint(smf.ols("a ~ b + np.log(a)", df).fit())`],
    [`${table}\nimport statsmodels.formula.api as smf\nprint(smf.ols("a ~ b + lag(a)", df).fit())`],
  ],
  [
    "all columns of a table of Polars but one",
    "CW625@2",
    [
      'import polars as pl\nfrom sklearn.linear_model import LinearRegression\ndf = pl.DataFrame({"a": [1], "b": [2], "c": [3]})',
      'X = df.select(pl.exclude("a"))\nprint(LinearRegression().fit(X, df["b"]))',
    ],
    [
      'import polars as pl\nfrom sklearn.linear_model import LinearRegression\ndf = pl.DataFrame({"a": [1], "b": [2], "c": [3]})',
      'X = df.select(pl.exclude("a", "b"))\nprint(LinearRegression().fit(X, df["b"]))',
    ],
  ],
  [
    "what the target is made of",
    "CW625@2",
    [
      `${table}\nimport numpy as np\nfrom sklearn.linear_model import LinearRegression`,
      'df["c"] = np.log(df["a"])\nX = df.drop(columns=["c"])\nprint(LinearRegression().fit(X, df["c"]))',
    ],
    [
      `${table}\nimport numpy as np\nfrom sklearn.linear_model import LinearRegression`,
      'df["c"] = np.log(df["a"])\nX = df.drop(columns=["c", "a"])\nprint(LinearRegression().fit(X, df["c"]))',
    ],
  ],
  [
    "a target of other rows",
    "CW625@3",
    [
      table,
      'df["c"] = df["a"] * 2',
      'from sklearn.linear_model import Ridge\nprint(Ridge().fit(df[["a", "b"]], df["c"]))',
    ],
    [
      table,
      'df["c"] = df["a"].shift(1)',
      'from sklearn.linear_model import Ridge\nprint(Ridge().fit(df[["a", "b"]], df["c"]))',
    ],
  ],
  [
    "a local that is compared before it has a value",
    "CW102@1",
    ["best = 0\ndef keep(x):\n    if x > best:\n        best = x", "keep(3)\nprint(best)"],
    ["best = 0\ndef keep(x):\n    global best\n    if x > best:\n        best = x", "keep(3)\nprint(best)"],
  ],
  [
    "the first of a deque",
    "CW111@2",
    ["from collections import deque\nline = deque([1, 2])", "first = line.popleft()\nprint(first)"],
    ["from collections import deque\nline = deque([1, 2])", "first = line[0]\nprint(first)"],
  ],
  [
    "a variable taken out of the environment",
    "CW207@1",
    ['import os\nregion = os.environ.pop("SHOP_REGION")\nprint(region)'],
    ['import os\nregion = os.environ.pop("SHOP_REGION", "eu")\nprint(region)'],
  ],
  [
    "a file that is run by its text",
    "CW209@1",
    ['exec(open("helpers.py").read())'],
    ['print(open("helpers.py").read())'],
  ],
  [
    "a column of queried rows assigned to",
    "CW616@1",
    [`${table}\ndf.query("a > 1")["b"] = 0\nprint(df)`],
    [`${table}\ndf.loc[df["a"] > 1, "b"] = 0\nprint(df)`],
  ],
  [
    "an attribute of chosen rows assigned to",
    "CW616@1",
    [`${table}\ndf[df.a > 1].b = 0\nprint(df)`],
    [`${table}\ndf.b = df.b.where(df.a > 1, 0)\nprint(df)`],
  ],
  [
    "a password beside a user",
    "CW620@1",
    [`import requests\nprint(requests.get("https://api.acme-data.net", auth=("ines", "${"Zk8mQ2vXw9"}Lt4Rp7")))`],
    ['import requests\nprint(requests.get("https://api.acme-data.net", auth=("ines", "<password>")))'],
  ],
  [
    "all rows of columns with the target",
    "CW625@2",
    [table, 'from sklearn.linear_model import Ridge\nprint(Ridge().fit(df.loc[:, ["a", "b"]], df["b"]))'],
    [table, 'from sklearn.linear_model import Ridge\nprint(Ridge().fit(df.loc[:, ["a"]], df["b"]))'],
  ],
  [
    "settings that hold no state",
    "CW202@2",
    [
      `from sklearn.cluster import KMeans\n${table}\nsettings = dict(n_clusters=2)`,
      "groups = KMeans(**settings).fit_predict(df)\nprint(groups)",
    ],
    [
      `from sklearn.cluster import KMeans\n${table}\nsettings = dict(n_clusters=2, random_state=1)`,
      "groups = KMeans(**settings).fit_predict(df)\nprint(groups)",
    ],
  ],
  [
    "a debugger around a block",
    "CW630@1",
    ["import ipdb\nwith ipdb.launch_ipdb_on_exception():\n    print(3)"],
    ["import contextlib\nwith contextlib.suppress(ValueError):\n    print(3)"],
  ],
];

describe("other spellings", () => {
  test.each(cases)("%s", (_, found, defect, clean) => {
    expect(checkCells(...defect)).toContain(found);
    const [code = ""] = found.split("@");
    expect(checkCells(...clean).filter((one) => one.startsWith(code))).toEqual([]);
  });

  test("features that are the whole frame are left to models with a formula of their own", () => {
    const fit = 'print(model.fit(X=df, y=df["b"]))';
    expect(checkCells(`${table}\nfrom glum import Regressor\nmodel = Regressor(formula="a")`, fit)).not.toContain(
      "CW625@2",
    );
  });
});
