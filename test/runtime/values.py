"""Values that cross from step to step, and what it means that two of them are exactly the same."""

from __future__ import annotations

import datetime
import decimal
import enum
import functools
import math
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler

Point = namedtuple("Point", "x y")


class Colour(enum.Enum):
    RED = 1


class Account:
    """An importable class."""

    def __init__(self, owner: str) -> None:
        self.owner = owner
        self.history = [1, 2.5, None]

    def __eq__(self, other: object) -> bool:
        return type(other) is Account and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment]


def _frame(**options: Any) -> pd.DataFrame:
    return pd.DataFrame({"a": [1, 2, 3], "b": [0.1, np.nan, -0.0], "c": ["x", "y", "z"]}, **options)


def _with_attrs() -> pd.DataFrame:
    frame = _frame()
    frame.attrs = {"unit": "kWh", "levels": [1, 2]}
    return frame


def _with_tuple_attrs() -> pd.DataFrame:
    frame = _frame()
    frame.attrs = {"range": (1, 2)}
    return frame


def _reordered_levels() -> pd.DataFrame:
    index = pd.MultiIndex.from_product([["b", "a"], [2, 1]], names=["letter", "digit"])
    return pd.DataFrame({"v": range(4)}, index=index.set_levels([["b", "a"], [1, 2]]))


def _unused_levels() -> pd.DataFrame:
    frame = pd.DataFrame({"v": range(4)}, index=pd.MultiIndex.from_product([["a", "b"], [1, 2]]))
    return frame[frame.index.get_level_values(0) == "a"]


def _read_with_categories(ordered: bool) -> pd.DataFrame:
    categories = pd.Categorical(["low", "high", None, "low"], categories=["low", "mid", "high"], ordered=ordered)
    return pd.DataFrame({"level": categories})


def _fitted() -> Ridge:
    return Ridge(alpha=0.5).fit(np.arange(20.0).reshape(10, 2), np.arange(10.0))


def _forest() -> RandomForestClassifier:
    forest = RandomForestClassifier(n_estimators=3, random_state=0)
    return forest.fit(np.arange(40.0).reshape(20, 2), np.arange(20) % 2)


DAYS = pd.date_range("2024-03-30", periods=3, freq="D")

TABLES: dict[str, Any] = {
    "range index": _frame(),
    "range index with step": _frame(index=pd.RangeIndex(10, 4, -2, name="n")),
    "int index": _frame(index=[5, 3, 9]),
    "small int index": _frame(index=pd.Index([5, 3, 9], dtype="int8")),
    "float index with nan": _frame(index=[0.5, np.nan, 2]),
    "text index": _frame(index=pd.Index(["p", "q", "r"], name="key")),
    "bool index": _frame(index=[True, False, True]),
    "date index with frequency": _frame(index=DAYS),
    "date index without frequency": _frame(index=pd.DatetimeIndex(DAYS, freq=None)),
    "date index with time zone": _frame(index=DAYS.tz_localize("Europe/Berlin")),
    "date index in utc": _frame(index=pd.DatetimeIndex(DAYS.tz_localize("UTC"), freq=None)),
    "period index": _frame(index=pd.period_range("2024-01", periods=3, freq="M")),
    "timedelta index": _frame(index=pd.to_timedelta([1, 2, 3], unit="h")),
    "interval index": _frame(index=pd.interval_range(0, 3)),
    "category index": _frame(index=pd.CategoricalIndex(["a", "b", "a"], categories=["b", "a", "c"])),
    "object index": _frame(index=pd.Index([1, "a", None], dtype=object)),
    "two levels": _frame(index=pd.MultiIndex.from_tuples([("a", 1), ("a", 2), ("b", 1)], names=["x", None])),
    "two levels in other order": _reordered_levels(),
    "two levels, some unused": _unused_levels(),
    "index named like a column": _frame(index=pd.Index([1, 2, 3], name="a")),
    "sorted by value": _frame().sort_values("b"),
    "no rows": _frame().iloc[:0],
    "no columns": pd.DataFrame(index=[1, 2]),
    "nothing": pd.DataFrame(),
    "columns twice": pd.DataFrame([[1, 2.0], [3, 4.0]], columns=["a", "a"]),
    "int columns": pd.DataFrame(np.eye(2)),
    "mixed column names": pd.DataFrame([[1, 2, 3]], columns=["a", 1, None]),
    "date column names": pd.DataFrame(np.eye(3), columns=DAYS),
    "levels of columns": pd.DataFrame(np.eye(2), columns=pd.MultiIndex.from_tuples([("a", 1), ("b", 2)])),
    "named columns": pd.DataFrame(np.eye(2), columns=pd.Index(["u", "v"], name="side")),
    "categories": _read_with_categories(False),
    "ordered categories": _read_with_categories(True),
    "int categories": pd.DataFrame({"c": pd.Categorical([3, 1, 3])}),
    "attrs": _with_attrs(),
    "attrs with tuple": _with_tuple_attrs(),
    "no duplicate labels": _frame().set_flags(allows_duplicate_labels=False),
    "nullable": pd.DataFrame(
        {
            "i": pd.array([1, None, 3], dtype="Int64"),
            "b": pd.array([True, None, False], dtype="boolean"),
            "f": pd.array([0.5, None, 1], dtype="Float32"),
            "s": pd.array(["a", None, "c"], dtype="string"),
        }
    ),
    "arrow types": pd.DataFrame({"i": pd.array([1, None], dtype="int64[pyarrow]")}),
    "None and nan": pd.DataFrame({"o": pd.Series(["a", None, np.nan, 1], dtype=object)}),
    "texts and None": pd.DataFrame({"o": ["a", None, "b"]}),
    "texts and nan": pd.DataFrame({"o": ["a", np.nan, "b"]}),
    "long texts of arrow": pd.DataFrame({"o": pd.array([f"text {at}" for at in range(20_000)], dtype="string[pyarrow]")}),
    "all None": pd.DataFrame({"o": [None, None]}),
    "lists": pd.DataFrame({"o": [[1, 2], [], [3]]}),
    "tuples": pd.DataFrame({"o": [(1, 2), (3, 4)]}),
    "decimals": pd.DataFrame({"o": [decimal.Decimal("1.10"), decimal.Decimal(2)]}),
    "python dates": pd.DataFrame({"o": [datetime.date(2024, 1, 1), datetime.date(2024, 1, 2)]}),
    "bytes": pd.DataFrame({"o": [b"a", b"\xff"]}),
    "ints and floats as objects": pd.DataFrame({"o": pd.Series([1, 1.0, True], dtype=object)}),
    "timestamps": pd.DataFrame({"t": DAYS, "z": DAYS.tz_localize("Asia/Tokyo")}),
    "timestamps in seconds": pd.DataFrame({"t": DAYS.astype("datetime64[s]")}),
    "missing timestamps": pd.DataFrame({"t": [pd.Timestamp("2024-01-01 01:02:03.000000004"), pd.NaT]}),
    "periods": pd.DataFrame({"p": pd.period_range("2024-01", periods=2, freq="Q")}),
    "timedeltas": pd.DataFrame({"d": pd.to_timedelta([1, None], unit="s")}),
    "intervals": pd.DataFrame({"i": pd.cut([1, 5, 9], 3)}),
    "small numbers": pd.DataFrame({"i": np.array([1, 2], "int8"), "u": np.array([1, 2], "uint16")}),
    "floats of 16 and 32 bits": pd.DataFrame({"h": np.array([1, 2], "f2"), "f": np.array([0.1, 0.2], "f4")}),
    "complex": pd.DataFrame({"z": [1 + 2j, 3]}),
    "sparse": pd.DataFrame({"s": pd.arrays.SparseArray([0, 0, 1])}),
    "signs of zero and infinity": pd.DataFrame({"f": [0.0, -0.0, np.inf, -np.inf, np.nan]}),
    "series": pd.Series([1.5, 2.5], name="s"),
    "series without name": pd.Series(["a", "b"], index=[3, 4]),
    "series named by a number": pd.Series([1, 2], name=7),
    "series named by a tuple": pd.Series([1, 2], name=("a", 1)),
    "series with frequency": pd.Series([1, 2, 3], index=DAYS),
    "series of categories": pd.Series(pd.Categorical(["b", "a"], categories=["b", "a"])),
    "empty series": pd.Series([], dtype="float32", name="e"),
    "index alone": pd.Index(["a", "b"], name="i"),
    "dates alone": DAYS,
}

_BASE = np.arange(24.0)

class Wrapper:
    """Answers with the attributes of what it wraps."""

    def __init__(self, wrapped: Any) -> None:
        self.wrapped = wrapped

    def __getattr__(self, name: str) -> Any:
        return getattr(self.wrapped, name)


class SlottedWrapper:
    """The same without a dictionary of its own."""

    __slots__ = ("itself", "wrapped")

    def __init__(self, wrapped: Any) -> None:
        self.wrapped = wrapped

    def __getattr__(self, name: str) -> Any:
        return getattr(self.wrapped, name)


class Signal(np.ndarray):
    """An array with attributes, as libraries for units, signals and images have them."""

    def __array_finalize__(self, obj: Any) -> None:
        self.labels = getattr(obj, "labels", None)


def signal(samples: Any, labels: Any) -> Signal:
    """A signal with these labels."""
    made = np.asarray(samples).view(Signal)
    made.labels = labels
    return made



def _read_only(array: np.ndarray) -> np.ndarray:
    array.flags.writeable = False
    return array


ARRAYS: dict[str, Any] = {
    "1-d": np.array([1.5, np.nan, -0.0, np.inf]),
    "C order": np.arange(6).reshape(2, 3),
    "F order": np.asfortranarray(np.arange(6.0).reshape(2, 3)),
    "neither order": np.arange(24).reshape(2, 3, 4).transpose(1, 0, 2),
    "every other": np.arange(10)[::2],
    "backwards": np.arange(10)[::-1],
    "broadcast": np.broadcast_to(np.arange(3), (4, 3)),
    "0-d": np.array(3.5),
    "empty": np.empty((0, 3), dtype="float32"),
    "structured": np.array([(1, 2.5, "ab")], dtype=[("i", "i4"), ("f", "f8"), ("s", "U4")]),
    "aligned structure": np.zeros(2, dtype=np.dtype([("a", "i1"), ("b", "f8")], align=True)),
    "record array": np.rec.array([(1, 2.0)], dtype=[("i", "i4"), ("f", "f8")]),
    "read-only": _read_only(np.arange(3.0)),
    "read-only object": _read_only(np.array([1, "a"], dtype=object)),
    "values of a table": _frame()[["a", "b"]].to_numpy(),
    "texts of a table": _frame()["c"].to_numpy(),
    "object": np.array([1, "a", None, [2]], dtype=object),
    "object, 2-d in F order": np.asfortranarray(np.array([[1, "a"], [None, 2.5]], dtype=object)),
    "masked": np.ma.masked_array([1, 2, 3], mask=[0, 1, 0], fill_value=-1),
    "matrix": np.matrix([[1, 2], [3, 4]]),
    "texts": np.array(["a", "bcd"]),
    "bytes": np.array([b"a", b"bcd"]),
    "dates": np.array(["2024-01-01", "NaT"], dtype="datetime64[D]"),
    "big endian": np.arange(3, dtype=">i4"),
    "complex": np.array([1 + 2j]),
    "half": np.array([0.1], dtype="f2"),
    "long double": np.array([0.1], dtype=np.longdouble),
    "bools": np.array([True, False]),
    "numpy 2 texts": np.array(["a", "bcd"], dtype=np.dtypes.StringDType()),
    "scalar": np.float32(0.1),
    "int scalar": np.int64(3),
    "dtype": np.dtype("f4"),
    "generator": np.random.default_rng(3),
}

PLAIN: dict[str, Any] = {
    "None": None,
    "True": True,
    "int": 3,
    "huge int": 7**9000,
    "float": 0.1 + 0.2,
    "nan": math.nan,
    "infinity": -math.inf,
    "minus zero": -0.0,
    "complex": 1 + 2j,
    "text": "a\n'\"\\ é \U0001f600",
    "lone surrogate": "\ud800",
    "empty text": "",
    "bytes": b"\x00\xff",
    "list": [1, 2.5, "a", None, True, [1], {"k": [2]}],
    "dict": {"b": 1, "a": {"x": [1, 2]}},
    "tuple": (1, 2),
    "list of tuples": [(1, 2)],
    "int keys": {1: "a", 2: "b"},
    "key None": {None: 1},
    "mixed keys": {"1": 1, 1: 2},
    "set": {3, 1, 2},
    "frozenset": frozenset({1}),
    "range": range(3),
    "numpy in list": [np.float64(1.5)],
    "bool in list": [True, 1, 1.0],
    "ordered dict": OrderedDict(b=1, a=2),
    "default dict": defaultdict(list, a=[1]),
    "counter": Counter("aab"),
    "deque": deque([1, 2], maxlen=5),
    "named tuple": Point(1, 2),
    "enum": Colour.RED,
    "fraction": Fraction(1, 3),
    "decimal": decimal.Decimal("0.10"),
    "path": Path("a/b"),
    "datetime": datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone.utc),
    "instance": Account("Ann"),
    "instances in a list": [Account("Ann"), Account("Bob")],
}

MODELS: dict[str, Any] = {
    "ridge": _fitted(),
    "forest": _forest(),
    "pipeline": make_pipeline(StandardScaler(), Ridge()).fit(np.eye(3), np.arange(3.0)),
    "unfitted": Ridge(),
}

WITH_LAMBDA = make_pipeline(FunctionTransformer(lambda x: x + 1), Ridge()).fit(np.eye(3), np.arange(3.0))


def difference(a: Any, b: Any) -> str | None:
    """Where two values differ, or None. Written against the documented meaning of each type."""
    if type(a) is not type(b):
        return f"types {type(a)} and {type(b)}"
    if isinstance(a, pd.DataFrame):
        return _frame_difference(a, b)
    if isinstance(a, pd.Series):
        return _frame_difference(a.to_frame("v"), b.to_frame("v")) or difference(a.name, b.name)
    if isinstance(a, pd.Index):
        return _index_difference(a, b)
    if isinstance(a, np.ma.MaskedArray):
        return difference(a.data, b.data) or difference(a.mask, b.mask) or difference(a.fill_value, b.fill_value)
    if isinstance(a, np.ndarray):
        if a.dtype != b.dtype or a.shape != b.shape or (a.size and a.strides != b.strides):
            return f"{a.dtype} {a.shape} {a.strides} and {b.dtype} {b.shape} {b.strides}"
        if a.flags.writeable != b.flags.writeable:
            return "only one can be written to"
        return difference(a.tolist(), b.tolist())
    if isinstance(a, dict):
        return difference(list(a), list(b)) or difference(list(a.values()), list(b.values()))
    if isinstance(a, list | tuple):
        if len(a) != len(b):
            return "lengths"
        return next((found for pair in zip(a, b, strict=True) if (found := difference(*pair))), None)
    if isinstance(a, float):
        return None if np.float64(a).tobytes() == np.float64(b).tobytes() else f"{a!r} and {b!r}"
    if isinstance(a, np.random.Generator):
        return difference(str(a.bit_generator.state), str(b.bit_generator.state))
    if hasattr(a, "get_params"):
        return difference(_plain_state(a), _plain_state(b))
    if a is pd.NaT or a is pd.NA:
        return None
    return None if a == b or (pd.isna(a) and pd.isna(b)) else f"{a!r} and {b!r}"


def _plain_state(estimator: Any) -> list[str]:
    probe = np.linspace(0, 1, 3 * getattr(estimator, "n_features_in_", 3)).reshape(3, -1)
    fitted = hasattr(estimator, "n_features_in_")
    return [repr(estimator), repr(estimator.predict(probe).tolist()) if fitted else ""]


def _frame_difference(a: pd.DataFrame, b: pd.DataFrame) -> str | None:
    if a.shape != b.shape:
        return "shapes"
    found = _index_difference(a.index, b.index) or _index_difference(a.columns, b.columns)
    found = found or difference(a.attrs, b.attrs) or difference(list(map(str, a.dtypes)), list(map(str, b.dtypes)))
    if found or a.flags.allows_duplicate_labels != b.flags.allows_duplicate_labels:
        return found or "flags"
    columns = ((a.iloc[:, i], b.iloc[:, i]) for i in range(a.shape[1]))
    for one, other in columns:
        if one.dtype != other.dtype:
            return f"{one.dtype!r} and {other.dtype!r}"
        if isinstance(one.dtype, pd.CategoricalDtype):
            found = found or _index_difference(one.cat.categories, other.cat.categories)
        found = found or difference(one.tolist(), other.tolist())
    return found


def _index_difference(a: pd.Index, b: pd.Index) -> str | None:
    if type(a) is not type(b) or a.dtype != b.dtype:
        return f"index types {type(a)} {a.dtype} and {type(b)} {b.dtype}"
    if isinstance(a, pd.MultiIndex):
        levels = zip(a.levels, b.levels, strict=True)
        found = next((found for pair in levels if (found := _index_difference(*pair))), None)
        codes = difference([code.tolist() for code in a.codes], [code.tolist() for code in b.codes])
        return found or codes or difference(list(a.names), list(b.names))
    if getattr(a, "freq", None) != getattr(b, "freq", None):
        return "frequencies"
    return difference(a.name, b.name) or difference(a.tolist(), b.tolist())


class Symbol:
    """What a library makes types from as it runs, one for each name."""

    def __reduce__(self) -> tuple[Any, ...]:
        return symbol, (type(self).__name__,)


@functools.cache
def _symbol_type(name: str) -> type[Symbol]:
    kind = type(name, (Symbol,), {})
    kind.__module__ = None  # type: ignore[assignment]
    return kind


def symbol(name: str) -> Symbol:
    """A value whose type has no module."""
    return _symbol_type(name)()
