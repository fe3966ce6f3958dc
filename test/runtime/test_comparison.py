"""A change of a value in place is seen, for every type that is known; looking at a value is no change."""

from __future__ import annotations

import array
import collections
import dataclasses
import functools
import io
import pickle
import random
import sys
import types
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
import values
from PIL import Image
from scipy import sparse
from sklearn.ensemble import RandomForestRegressor
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import Ridge
from sklearn.neighbors import KernelDensity, KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


@dataclasses.dataclass
class Own:
    """Stands for a class of the project."""

    number: int
    items: list
    twin: Any = None

    @functools.cached_property
    def total(self) -> int:
        return sum(self.items)


class OwnSlots:
    __slots__ = ("a", "b")

    def __init__(self) -> None:
        self.a = [1]


class OwnList(list):
    note = ""


class OwnModel(Ridge):
    pass


class Cached:
    """Stands for a class of a library, with caches that come with use."""

    def __init__(self) -> None:
        self.cache: dict[str, int] = {}


for own in (Own, OwnSlots, OwnList, OwnModel):
    own.__module__ = "underTest.functions"

X, Y = np.arange(12.0).reshape(6, 2), np.arange(6.0)


def frame() -> pd.DataFrame:
    return pd.DataFrame({"a": [1.0, np.nan, 3.0], "b": ["x", None, "z"], "o": [[1], {"k": 2}, None]})


def cyclic() -> list:
    made: list = [1, []]
    made[1].append(made)
    return made


def nested(depth: int) -> list:
    made: list = [1]
    for _ in range(depth):
        made = [made]
    return made


def innermost(value: list) -> list:
    while isinstance(value[0], list):
        value = value[0]
    return value


def with_attrs() -> pd.DataFrame:
    made = frame()
    made.attrs["unit"] = ["m"]
    return made


CHANGES: dict[str, tuple[Callable[[], Any], Callable[[Any], Any], str | None]] = {
    "list: append": (lambda: [1, 2], lambda v: v.append(3), ""),
    "list: element": (lambda: [1, 2], lambda v: v.__setitem__(1, 3), ""),
    "list: 1 to True": (lambda: [1, 2], lambda v: v.__setitem__(0, True), ""),
    "list: 1 to 1.0": (lambda: [1, "a"], lambda v: v.__setitem__(0, 1.0), ""),
    "list: zero's sign": (lambda: [0.0, 1.0], lambda v: v.__setitem__(0, -0.0), ""),
    "list: nan to None": (lambda: [float("nan")], lambda v: v.__setitem__(0, None), ""),
    "list: order": (lambda: [3, 1, 2], lambda v: v.sort(), ""),
    "list in a list": (lambda: [[1], [2]], lambda v: v[1].append(3), "[1]"),
    "list in a dict": (lambda: {"rows": [0, {"a": []}]}, lambda v: v["rows"][1]["a"].append(3), "['rows'][1]['a']"),
    "list in a tuple": (lambda: (1, [2]), lambda v: v[1].append(3), "[1]"),
    "cycle": (cyclic, lambda v: v[1].append(3), "[1]"),
    "deep": (lambda: nested(200), lambda v: innermost(v).append(2), None),
    "dict: value": (lambda: {"a": 1}, lambda v: v.__setitem__("a", 2), "['a']"),
    "dict: new key": (lambda: {"a": 1}, lambda v: v.__setitem__("b", 2), ""),
    "dict: order of keys": (lambda: {"a": 1, "b": 2}, lambda v: v.__setitem__("a", v.pop("a")), ""),
    "dict: key of another type": (lambda: {1: 1}, lambda v: (v.pop(1), v.__setitem__(True, 1)), ""),
    "default dict: a look adds": (lambda: collections.defaultdict(list), lambda v: v["a"], ""),
    "counter": (lambda: collections.Counter("ab"), lambda v: v.update("a"), "['a']"),
    "ordered dict": (lambda: collections.OrderedDict(a=1, b=2), lambda v: v.move_to_end("a"), ""),
    "deque": (lambda: collections.deque([1, 2]), lambda v: v.rotate(), ""),
    "set": (lambda: {1, "a"}, lambda v: v.add(2), ""),
    "set: another element": (lambda: {1, "a"}, lambda v: (v.remove(1), v.add(2)), ""),
    "set: 1 to True": (lambda: {1}, lambda v: (v.remove(1), v.add(True)), "[1]"),
    "bytearray": (lambda: bytearray(b"ab"), lambda v: v.append(1), ""),
    "array of Python's": (lambda: array.array("d", [1, 2]), lambda v: v.append(1), ""),
    "buffer: position": (lambda: io.BytesIO(b"ab"), lambda v: v.read(1), ""),
    "text buffer": (lambda: io.StringIO("ab"), lambda v: v.write("c"), ""),
    "random": (lambda: random.Random(1), lambda v: v.random(), ""),
    "generator": (lambda: np.random.default_rng(1), lambda v: v.normal(), None),
    "generator: children": (lambda: np.random.default_rng(1), lambda v: v.spawn(1), ": children"),
    "legacy generator": (lambda: np.random.RandomState(1), lambda v: v.normal(), None),
    "namespace": (lambda: types.SimpleNamespace(a=[1]), lambda v: v.a.append(2), ".a"),
    "partial": (lambda: functools.partial(print, [1]), lambda v: v.args[0].append(2), ".args[0]"),
    "own: attribute": (lambda: Own(1, []), lambda v: setattr(v, "number", 2), ".number"),
    "own: new attribute": (lambda: Own(1, []), lambda v: setattr(v, "extra", 2), ".extra"),
    "own: deep": (lambda: [Own(1, [], Own(2, [3]))], lambda v: v[0].twin.items.append(1), "[0].twin.items"),
    "own: slots": (OwnSlots, lambda v: v.a.append(2), ".a"),
    "own: new slot": (OwnSlots, lambda v: setattr(v, "b", 2), ".b"),
    "own: list": (lambda: OwnList([1]), lambda v: v.append(2), ""),
    "own: list's attribute": (lambda: OwnList([1]), lambda v: setattr(v, "note", "n"), ".note"),
    "own: key": (lambda: {OwnList.__name__: 1, (1, 2): [3]}, lambda v: v[1, 2].append(2), "[(1, 2)]"),
    "own: model": (lambda: OwnModel().fit(X, Y), lambda v: v.set_params(alpha=3), ".alpha"),
    "numpy: element": (lambda: np.arange(4.0), lambda v: v.__setitem__(1, 9), ""),
    "numpy: far element": (lambda: np.zeros(2_000_000), lambda v: v.__setitem__(-1, 9), ""),
    "numpy: F order": (lambda: np.asfortranarray(np.eye(3)), lambda v: v.__setitem__((0, 1), 9), ""),
    "numpy: nan": (lambda: np.arange(4.0), lambda v: v.__setitem__(1, np.nan), ""),
    "numpy: zero's sign": (lambda: np.zeros(2), lambda v: v.__setitem__(1, -0.0), ""),
    "numpy: complex": (lambda: np.zeros(2, complex), lambda v: v.__setitem__(1, 1j), ""),
    "numpy: shape": (lambda: np.arange(6), lambda v: setattr(v, "shape", (2, 3)), ""),
    "numpy: objects": (lambda: np.array([[1], None], object), lambda v: v[0].append(2), ": elements[0]"),
    "numpy: fields": (lambda: np.zeros(2, [("a", "i4"), ("b", "f8")]), lambda v: v["b"].fill(2), "['b']"),
    "numpy: texts": (lambda: np.array(["a", "b"]), lambda v: v.__setitem__(0, "c"), ""),
    "numpy: mask": (lambda: np.ma.array([1, 2]), lambda v: v.__setitem__(0, np.ma.masked), ".mask"),
    "numpy: in a dict": (lambda: {"w": np.zeros(2)}, lambda v: v["w"].fill(2), "['w']"),
    "frame: value": (frame, lambda v: v.loc.__setitem__((0, "a"), 9), ": column 'a': values"),
    "frame: nan": (frame, lambda v: v.fillna({"a": 0}, inplace=True), ": column 'a': values"),
    "frame: text": (frame, lambda v: v.loc.__setitem__((0, "b"), "q"), ": column 'b': values"),
    "frame: None to nan": (frame, lambda v: v.loc.__setitem__((1, "b"), np.nan), ": column 'b': values"),
    "frame: in an object": (frame, lambda v: v["o"][0].append(2), ": column 'o': values"),
    "frame: dtype": (frame, lambda v: v.__setitem__("a", v.a.astype("f4")), ": column 'a': dtype"),
    "frame: new column": (frame, lambda v: v.__setitem__("n", 1), ": shape"),
    "frame: dropped row": (frame, lambda v: v.drop(index=1, inplace=True), ": shape"),
    "frame: column names": (frame, lambda v: v.rename(columns={"a": "A"}, inplace=True), None),
    "frame: order": (frame, lambda v: v.sort_values("a", ascending=False, inplace=True), None),
    "frame: index": (frame, lambda v: v.set_index("a", inplace=True), ": shape"),
    "frame: name of the index": (frame, lambda v: setattr(v.index, "name", "i"), ": index: names"),
    "frame: attrs": (with_attrs, lambda v: v.attrs["unit"].append("s"), ": attrs or flags"),
    "series: value": (lambda: pd.Series([1, 2]), lambda v: v.__setitem__(0, 5), ": values"),
    "series: name": (lambda: pd.Series([1, 2]), lambda v: setattr(v, "name", "n"), ": name"),
    "index: name": (lambda: pd.Index([1, 2]), lambda v: setattr(v, "name", "n"), ": names"),
    "categories": (
        lambda: pd.DataFrame({"c": pd.Categorical(["a", "b"])}),
        lambda v: v.__setitem__("c", v.c.cat.add_categories("z")),
        ": column 'c': dtype",
    ),
    "sparse": (lambda: sparse.eye(3, format="csr"), lambda v: v.data.fill(2), ".data"),
    "sparse: by element": (lambda: sparse.lil_matrix((3, 3)), lambda v: v.__setitem__((0, 1), 2), None),
    "model: parameter": (lambda: Ridge().fit(X, Y), lambda v: v.set_params(alpha=3), ".alpha"),
    "model: fitted again": (lambda: Ridge().fit(X, Y), lambda v: v.fit(X, -Y), None),
    "model: first fit": (Ridge, lambda v: v.fit(X, Y), None),
    "model: forest": (
        lambda: RandomForestRegressor(2, random_state=0).fit(X, Y),
        lambda v: v.fit(X[::-1], Y),
        None,
    ),
    "model: pipeline": (
        lambda: make_pipeline(StandardScaler(), Ridge()).fit(X, Y),
        lambda v: v.fit(X, -Y),
        None,
    ),
    "image": (lambda: Image.new("L", (2, 2)), lambda v: v.putpixel((0, 0), 3), ""),
}

LOOKS: dict[str, tuple[Callable[[], Any], Callable[[Any], Any]]] = {
    "list: equal element": (lambda: [[1], 2], lambda v: v.__setitem__(0, [1])),
    "set: same elements in another order": (lambda: {1, 9, 17}, lambda v: (v.remove(1), v.add(1))),
    "set: nan": (lambda: {float("nan"), 1}, lambda v: v),
    "set: own objects": (lambda: {OwnSlots(), OwnSlots()}, lambda v: v),
    "numpy: another nan": (lambda: np.array([np.nan, 1]), lambda v: v.view("u8").__setitem__(0, 0xFFF8000000000000)),
    "numpy: flags": (lambda: np.zeros(2), lambda v: v.setflags(write=False)),
    "numpy: rows of objects": (lambda: np.array([None, "a"], object), lambda v: v.tolist()),
    "frame: reads": (frame, lambda v: (v.describe(), v.a.mean(), v.index.is_unique, v["b"], v.groupby("a"), repr(v))),
    "frame: copy": (frame, lambda v: v.copy().fillna(0)),
    "frame: same value": (frame, lambda v: v.loc.__setitem__((0, "a"), 1.0)),
    "frame of dates: reads": (
        lambda: pd.DataFrame({"v": [1, 2, 3]}, pd.date_range("2024", periods=3)),
        lambda v: (v.resample("2D").sum(), v.loc["2024-01-02":], v.index.inferred_freq),
    ),
    "sparse: sorted indices": (
        lambda: sparse.csr_matrix((np.array([1.0, 2.0]), np.array([2, 0]), np.array([0, 2]))),
        lambda v: v.sort_indices(),
    ),
    "own: cached property": (lambda: Own(1, [2]), lambda v: v.total),
    "library: cache": (Cached, lambda v: v.cache.update(a=1)),
    "library: cache in a list": (lambda: [Cached()], lambda v: v[0].cache.update(a=1)),
    "model: used": (lambda: Ridge().fit(X, Y), lambda v: (v.predict(X), v.score(X, Y), repr(v))),
    "model: neighbours": (lambda: KNeighborsRegressor(2).fit(X, Y), lambda v: v.predict(X)),
    "model: density": (lambda: KernelDensity().fit(X), lambda v: v.score_samples(X)),
    "model: known words": (lambda: CountVectorizer(vocabulary=["a", "b"]), lambda v: v.transform(["a b"])),
    "model: fitted the same": (lambda: Ridge().fit(X, Y), lambda v: v.fit(X, Y)),
}


def two(value: Any) -> tuple[Any, Any]:
    """A value as it would be loaded twice."""
    content = pickle.dumps(value)
    return pickle.loads(content), pickle.loads(content)


@pytest.fixture
def difference(runtime) -> Callable[[Any, Any], str | None]:
    return runtime("comparison").Comparison().difference


@pytest.fixture(autouse=True)
def own_module(monkeypatch: pytest.MonkeyPatch) -> None:
    """The classes above are importable under the name of the project."""
    module = types.ModuleType("underTest.functions")
    for kind in (Own, OwnSlots, OwnList, OwnModel):
        setattr(module, kind.__name__, kind)
    monkeypatch.setitem(sys.modules, "underTest.functions", module)


@pytest.mark.parametrize("name", CHANGES)
def test_changes_are_seen(runtime, difference, name: str) -> None:
    make, change, place = CHANGES[name]
    before, after = two(make())
    assert difference(before, after) is None
    change(after)
    found = runtime("comparison").Comparison().difference(before, after)
    assert found is not None
    if place is not None:
        assert found == place


@pytest.mark.parametrize("name", LOOKS)
def test_looking_is_no_change(difference, name: str) -> None:
    make, look = LOOKS[name]
    before, after = two(make())
    look(after)
    assert difference(before, after) is None


@pytest.mark.parametrize("kind", ["TABLES", "ARRAYS", "PLAIN", "MODELS"])
def test_a_second_load_is_the_same(runtime, kind: str) -> None:
    for name, value in getattr(values, kind).items():
        found = runtime("comparison").Comparison().difference(*two(value))
        assert found is None, f"{name}: {found}"


def test_functions_remember(runtime) -> None:
    artifacts, comparison = runtime("artifacts"), runtime("comparison")

    def counter() -> Callable[[], int]:
        count = 0

        def increment(seen: list[int] = []) -> int:  # noqa: B006
            nonlocal count
            count += 1
            seen.append(count)
            return count

        return increment

    (record,) = artifacts.save_values("step", {"count": counter()})
    before, after = (artifacts.load_file(record)["count"] for _ in range(2))
    assert comparison.Comparison().same(before, after)
    after()
    assert not comparison.Comparison().same(before, after)


def test_what_two_values_share_differs_in_both(runtime) -> None:
    comparison = runtime("comparison").Comparison()
    shared: list[int] = []
    before, after = two({"one": [shared], "other": {"k": shared}})
    after["one"][0].append(1)
    assert comparison.difference(before["one"], after["one"]) == "[0]"
    assert comparison.difference(before["other"], after["other"]) == "['k']"


def test_graphs(runtime) -> None:
    comparison = runtime("comparison")
    networkx = pytest.importorskip("networkx")
    before, after = two(networkx.path_graph(3))
    list(networkx.connected_components(after))
    assert comparison.Comparison().same(before, after)
    after.add_edge(0, 2, weight=1)
    assert not comparison.Comparison().same(before, after)
