"""Small falsifications of real values: what a wrong pipeline would give instead, and where a judge has to find it.

Each case is `(what, start, change, path)`: `start` is a program that makes the variables, `change` a program that runs
after it on the wrong side, `path` where the difference is. In EQUAL_CASES nothing differs
that counts.
"""

TABLE = """
import numpy as np, pandas as pd
rng = np.random.default_rng(7)
n = 300
df = pd.DataFrame({
    "day": pd.date_range("2024-01-01", periods=n, tz="Europe/Berlin"),
    "price": rng.normal(100, 5, n),
    "count": rng.integers(0, 9, n),
    "city": rng.choice(["Rome", "Oslo", "Bern"], n),
    "kind": pd.Categorical(rng.choice(["a", "b", "c"], n), categories=["a", "b", "c"]),
    "paid": rng.random(n) > 0.5,
    "note": [None if i % 7 == 0 else f"n{i}" for i in range(n)],
    "gap": [np.nan if i % 5 == 0 else float(i) for i in range(n)],
})
named = df.set_index("city", drop=False)
"""
TABLE_CASES = [
    ("a row dropped", "df = df.drop(index=17)", "df (shape)"),
    ("the last row dropped", "df = df.iloc[:-1]", "df (shape)"),
    ("a row twice", "df = pd.concat([df, df.iloc[[3]]])", "df (shape)"),
    ("two rows swapped", "df = df.iloc[[1, 0, *range(2, n)]]", "df.index"),
    (
        "two rows swapped and numbered again",
        "df = df.iloc[[1, 0, *range(2, n)]].reset_index(drop=True)",
        "df['day'][0]",
    ),
    ("sorted", "df = df.sort_values('price', ignore_index=True)", "df['day'][0]"),
    ("a column dropped", "df = df.drop(columns='gap')", "df (shape)"),
    ("a column added", "df['extra'] = 1", "df (shape)"),
    ("a column renamed", "df = df.rename(columns={'price': 'Price'})", "df (part)"),
    ("two columns swapped", "df = df[['day', 'count', 'price', *df.columns[3:]]]", "df (order)"),
    (
        "the contents of two columns swapped",
        "df['price'], df['gap'] = df['gap'].copy(), df['price'].copy()",
        "df['price'][0]",
    ),
    ("integers narrowed", "df['count'] = df['count'].astype('int32')", "df['count'].dtype"),
    ("integers widened to floats", "df['count'] = df['count'].astype(float)", "df['count'].dtype"),
    ("nullable integers", "df['count'] = df['count'].astype('Int64')", "df['count'].dtype"),
    ("floats narrowed", "df['price'] = df['price'].astype('float32')", "df['price'].dtype"),
    ("truths as numbers", "df['paid'] = df['paid'].astype(int)", "df['paid'].dtype"),
    ("texts as categories", "df['city'] = df['city'].astype('category')", "df['city'].dtype"),
    ("categories as texts", "df['kind'] = df['kind'].astype(str)", "df['kind'].dtype"),
    ("12th digit of a price", "df.loc[123, 'price'] *= 1 + 1e-12", "df['price'][123]"),
    ("last bit of a price", "df.loc[123, 'price'] = np.nextafter(df.loc[123, 'price'], np.inf)", "df['price'][123]"),
    ("one count", "df.loc[299, 'count'] += 1", "df['count'][299]"),
    ("one text", "df.loc[42, 'city'] = 'oslo'", "df['city'][42]"),
    ("a blank behind a text", "df.loc[42, 'city'] += ' '", "df['city'][42]"),
    ("one truth", "df.loc[5, 'paid'] = not df.loc[5, 'paid']", "df['paid'][5]"),
    ("one category", "df.loc[8, 'kind'] = 'a' if df.loc[8, 'kind'] != 'a' else 'b'", "df['kind'].codes[8]"),
    ("one missing text is NaN", "df.loc[7, 'note'] = np.nan", "df['note'][7]"),
    ("all missing texts are NaN", "df['note'] = df['note'].where(df['note'].notna(), np.nan)", "df['note'][0]"),
    ("a missing number filled", "df.loc[10, 'gap'] = 0.0", "df['gap'][10]"),
    ("a number lost", "df.loc[11, 'gap'] = np.nan", "df['gap'][11]"),
    ("another time zone", "df['day'] = df['day'].dt.tz_convert('UTC')", "df['day'].dtype"),
    ("the time zone lost", "df['day'] = df['day'].dt.tz_localize(None)", "df['day'].dtype"),
    ("one day later", "df.loc[3, 'day'] += pd.Timedelta(days=1)", "df['day'][3]"),
    ("one nanosecond later", "df.loc[3, 'day'] += pd.Timedelta(1)", "df['day'][3]"),
    ("coarser times", "df['day'] = df['day'].astype('datetime64[s, Europe/Berlin]')", "df['day'].dtype"),
    (
        "categories in another order",
        "df['kind'] = df['kind'].cat.reorder_categories(['b', 'a', 'c'])",
        "df['kind'].codes[0]",
    ),
    ("ordered categories", "df['kind'] = df['kind'].cat.as_ordered()", "df['kind'].ordered"),
    ("a category that nobody has", "df['kind'] = df['kind'].cat.add_categories(['z'])", "df['kind'].categories"),
    ("another index", "df.index = df.index + 1", "df.index.range"),
    ("a copied index", "df.index = pd.Index(list(df.index))", "df.index"),
    ("one label", "named.index = ['Roma', *named.index[1:]]", "named.index"),
    ("the index without its name", "named.index.name = None", "named.index.name"),
    ("columns with a name", "df.columns.name = 'field'", "df.columns.name"),
    ("with attributes", "df.attrs['unit'] = 'EUR'", "df (part)"),
    ("a Series instead", "df = df['price']", "df (type)"),
]
MODEL = """
import numpy as np, pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier
rng = np.random.default_rng(7)
X = rng.normal(size=(80, 4)); y = (X[:, 0] + 0.1 * rng.normal(size=80) > 0).astype(int)
pca = PCA(3).fit(X)
model = make_pipeline(StandardScaler(), LogisticRegression(C=2.0)).fit(X, y)
tree = DecisionTreeClassifier(max_depth=3, random_state=0).fit(X, y)
params = {"model": {"C": 2.0, "names": ["a", "b"], "shape": (2, 3)}, "seed": 7, "on": True}
"""
MODEL_CASES = [
    ("12th digit of a component", "pca.components_[0, 3] *= 1 + 1e-12", "pca.components_[0, 3]"),
    ("a sign", "pca.components_[2] *= -1", "pca.components_[2, 0]"),
    ("one mean", "pca.mean_[1] += 1e-13", "pca.mean_[1]"),
    ("a coefficient within a pipeline", "model[-1].coef_[0, 2] += 1e-12", "model.steps[1][1].coef_[0, 2]"),
    ("a parameter", "model[-1].C = 2.5", "model.steps[1][1].C"),
    ("another type of a parameter", "model[-1].C = 2", "model.steps[1][1].C"),
    ("not fitted", "model = make_pipeline(StandardScaler(), LogisticRegression(C=2.0))", "model.steps[0][1] (part)"),
    ("fitted on other data", "pca = PCA(3).fit(X[1:])", "pca.components_[0, 0]"),
    ("another solver", "model[-1].solver = 'liblinear'", "model.steps[1][1].solver"),
    ("a step renamed", "model.steps[0] = ('scale', model.steps[0][1])", "model.steps[0][0]"),
    ("a threshold in a tree", "tree.tree_.threshold[0] += 1e-9", "tree.tree_.state['nodes'][0]"),
    ("classes", "tree.classes_[1] = 2", "tree.classes_[1]"),
    ("another seed", "tree.random_state = 1", "tree.random_state"),
    ("one element", "X[79, 3] += 1e-12", "X[79, 3]"),
    ("an array turned", "X = X.T.copy()", "X (shape)"),
    ("an array flattened", "X = X.ravel()", "X (shape)"),
    ("an array reversed", "y = y[::-1].copy()", "y[3]"),
    ("an array of another type", "y = y.astype('int8')", "y (dtype)"),
    ("a list instead of an array", "y = y.tolist()", "y (type)"),
    ("an array as a matrix", "X = np.asmatrix(X)", "X (type)"),
    ("a masked array", "X = np.ma.masked_less(X, 0)", "X (type)"),
    ("zero of another sign", "X[0, 0] = -0.0", "X[0, 0]"),
    ("a number instead of NaN", "X[1, 1] = np.inf", "X[1, 1]"),
    ("an entry of nested settings", "params['model']['C'] = 2.0000000000001", "params['model']['C']"),
    ("integer instead of float", "params['model']['C'] = 2", "params['model']['C']"),
    ("float instead of integer", "params['seed'] = 7.0", "params['seed']"),
    ("number instead of truth", "params['on'] = 1", "params['on']"),
    ("numpy's number instead of Python's", "params['seed'] = np.int64(7)", "params['seed']"),
    ("tuple instead of list", "params['model']['names'] = ('a', 'b')", "params['model']['names'] (type)"),
    ("list instead of tuple", "params['model']['shape'] = [2, 3]", "params['model']['shape'] (type)"),
    ("one more element", "params['model']['names'].append('c')", "params['model']['names'] (part)"),
    ("elements swapped", "params['model']['names'].reverse()", "params['model']['names'][0]"),
    ("an entry lost", "del params['on']", "params (part)"),
    ("entries in another order", "params = {'seed': 7, 'model': params['model'], 'on': True}", "params (order)"),
    ("keys of another type", "params['model'] = {1: 'a'}", "params['model'] (part)"),
    ("NaN becomes None", "params['seed'] = None", "params['seed']"),
]
PLAIN = """
import collections, datetime, decimal, enum, functools, pathlib, re
names = {f"name{i}" for i in range(40)}
numbers = list(range(5000)); words = [f"w{i}" for i in range(5000)]; floats = [i / 7 for i in range(5000)]
rows = [{"id": i, "tags": ["a"]} for i in range(50)]
counter = collections.Counter("abracadabra"); groups = collections.defaultdict(list, a=[1], b=[2])
text = "line one\\nline two\\n" * 40
when = datetime.datetime(2024, 5, 1, 12, 30); price = decimal.Decimal("1.10"); folder = pathlib.PurePosixPath("a/b")
def scale(x, factor=2): return x * factor
def adder(step):
    def add(x): return x + step
    return add
plus = adder(3); twice = functools.partial(scale, factor=2)
class Point:
    def __init__(self, x, y): self.x, self.y = x, y
    def __repr__(self): return f"<Point at {hex(id(self))}>"
class Level(enum.Enum): LOW = 1; HIGH = 2
point = Point(1.0, [2, 3]); points = [Point(i, i) for i in range(3)]; level = Level.LOW
first = [1, 2, 3]; second = first; both = {"one": first, "two": first}
pattern = re.compile("a+")
"""
PLAIN_CASES = [
    ("an element of a set", "names.remove('name3'); names.add('name03')", "names (elements)"),
    ("one of many integers", "numbers[4321] = -1", "numbers[4321]"),
    ("one of many texts", "words[4321] = 'w'", "words[4321]"),
    ("one of many floats", "floats[4321] += 1e-12", "floats[:][4321]"),
    ("two of many texts swapped", "words[7], words[8] = words[8], words[7]", "words[7]"),
    ("one of many dropped", "words.pop()", "words (length)"),
    ("deep in a list of records", "rows[31]['tags'][0] = 'b'", "rows[31]['tags'][0]"),
    ("a record lost", "del rows[49]", "rows (part)"),
    ("a count", "counter['b'] += 1", "counter['b']"),
    ("a plain dict", "groups = dict(groups)", "groups (type)"),
    ("a letter of a long text", "text = text[:400] + 'X' + text[401:]", "text"),
    ("a blank line more", "text += '\\n'", "text"),
    ("one second", "when += datetime.timedelta(seconds=1)", "when"),
    ("a date with a zone", "when = when.replace(tzinfo=datetime.timezone.utc)", "when"),
    ("a trailing zero", "price = decimal.Decimal('1.1')", "price"),
    ("another path", "folder = folder / 'c'", "folder"),
    ("another step of a closure", "plus = adder(4)", "plus.closure[step]"),
    ("a default of a partial", "twice = functools.partial(scale, factor=3)", "twice.keywords['factor']"),
    ("an attribute", "point.x = 1.0000000000001", "point.x"),
    ("an element of an attribute", "point.y.append(4)", "point.y (part)"),
    ("an attribute more", "point.z = 0", "point (part)"),
    ("an object in a list", "points[2].y = 9", "points[2].y"),
    ("a member of an enumeration", "level = Level.HIGH", "level"),
    ("another pattern", "pattern = re.compile('a*')", "pattern"),
    ("a flag of a pattern", "pattern = re.compile('a+', re.I)", "pattern"),
    ("an alias split", "second = list(first)", "second (sharing)"),
    ("an alias split within", "both = {'one': list(first), 'two': first}", "both['one'] (sharing)"),
    (
        "two objects become one",
        "points[1] = points[0]; points[1].x = points[1].y = 1; points[0] = Point(0, 0); rows[1] = rows[0]",
        "rows[1]['id']",
    ),
]
SHARING = """
import numpy as np
base = np.arange(12.0).reshape(3, 4); part = base[:2, :2]; alone = np.zeros(3); tables = [[0] * 2 for _ in range(3)]
class Node:
    def __init__(self): self.next = None
a = Node(); b = Node(); a.next = b; b.next = a
"""
SHARING_CASES = [
    ("a view split from its array", "part = part.copy()", "part (sharing)"),
    ("two arrays in one memory", "alone = base.reshape(-1)[:3]; base[0, :3] = 0; part[:] = base[:2, :2]", "base[0, 1]"),
    ("rows that are one list", "tables = [[0] * 2] * 3", "tables[1] (sharing)"),
    ("a cycle opened", "a.next = Node(); a.next.next = a", "b (sharing)"),
]
EQUAL_CASES = [
    ("array by columns", MODEL, "X = np.asfortranarray(X)"),
    ("array with gaps", MODEL, "wide = np.zeros((80, 8)); wide[:, ::2] = X; X = wide[:, ::2]; del wide"),
    ("array that cannot be written", MODEL, "X.flags.writeable = False"),
    ("another object of equal content", MODEL, "X = X.copy()"),
    ("table in another layout", TABLE, "df = pd.DataFrame({name: df[name].copy() for name in df})"),
    ("table with fragmented blocks", TABLE, "gap = df.pop('gap'); df['gap'] = gap; del gap"),
    ("another NaN", TABLE, "df.loc[0, 'gap'] = float('nan')"),
    ("set in another order", PLAIN, "names = set(sorted(names, reverse=True))"),
    (
        "order of an ordered dict, which is its own",
        "from collections import OrderedDict\nletters = OrderedDict(a=1, b=2)\nletters.move_to_end('a')",
        "letters = OrderedDict(b=2, a=1)",
    ),
    ("frozen order of a set of mixed", PLAIN, "names = {*reversed(sorted(names))}"),
    ("address in a repr", PLAIN, "point = Point(1.0, [2, 3])"),
    (
        "address in a text",
        PLAIN + "shown = '<Point object at 0x7f0000000001>'",
        "shown = '<Point object at 0x7f0000000002>'",
    ),
    ("objects made anew", PLAIN, "points = [Point(i, i) for i in range(3)]"),
    ("an alias that stays", PLAIN, "first = [1, 2, 3]; second = first; both = {'one': first, 'two': first}"),
    ("a view that stays", SHARING, "base = base.copy(); part = base[:2, :2]"),
    ("equal texts that are two objects", PLAIN, "words = [''.join(list(word)) for word in words]"),
    ("values that a library caches", TABLE, "df.columns.is_unique, df.index.is_monotonic_increasing, df['city'].str"),
    (
        "a function defined again",
        PLAIN,
        "def scale(x, factor=2): return x * factor\ntwice = functools.partial(scale, factor=2)",
    ),
    ("a model fitted again", MODEL, "pca = PCA(3).fit(X)"),
]
SET_UPS = {
    "table": (TABLE, TABLE_CASES),
    "model": (MODEL, MODEL_CASES),
    "plain": (PLAIN, PLAIN_CASES),
    "sharing": (SHARING, SHARING_CASES),
}
FALSIFIED = [
    (f"{theme}: {what}", start, change, path)
    for theme, (start, cases) in SET_UPS.items()
    for what, change, path in cases
]
