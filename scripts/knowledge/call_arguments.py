"""Argument lists to try on a callable: from a table where guessing does not do, from its parameters otherwise."""

from __future__ import annotations

import inspect
import io
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

import sample_values as samples

Arguments = tuple[tuple[Any, ...], dict[str, Any]]

#: How an argument list was found: by hand, from the signature, by guessing. Guesses are for when nothing else works.
CHOSEN, GUESSED = "chosen", "guessed"


def _features() -> np.ndarray:
    return np.abs(np.random.RandomState(1).normal(size=(30, 3)))


def _target() -> np.ndarray:
    return (_features()[:, 0] > 0.6).astype(int)


def _identity(*arguments: Any) -> Any:
    return arguments[0]


def _model() -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression()


#: Calls whose arguments cannot be guessed. `METHOD` or `type.METHOD` or the path of a function.
TABLE: dict[str, list[Callable[[Any], Arguments]]] = {
    "sklearn:fit": [lambda _: ((_features(), _target()), {})],
    "sklearn:partial_fit": [lambda _: ((_features(), _target()), {"classes": [0, 1]}), lambda _: ((_features(),), {})],
    "sklearn:fit_transform": [lambda _: ((_features(), _target()), {})],
    "sklearn:fit_predict": [lambda _: ((_features(),), {})],
    "sklearn:score": [lambda _: ((_features(), _target()), {})],
    "sklearn:predict": [lambda _: ((_features(),), {})],
    "sklearn:transform": [lambda _: ((_features(),), {})],
    "sklearn:inverse_transform": [lambda _: ((_features()[:, :3],), {}), lambda _: ((_features()[:, :2],), {})],
    "sklearn:split": [lambda _: ((_features(), _target()), {})],
    "sklearn:sample": [lambda _: ((2,), {})],
    "sklearn:set_params": [lambda self: ((), {k: v for k, v in list(self.get_params().items())[:1]})],
    "sklearn.model_selection.train_test_split": [
        lambda _: ((_features(), _target()), {}),
        lambda _: ((samples.frame(),), {}),
    ],
    "sklearn.model_selection.cross_val_score": [lambda _: ((_model(), _features(), _target()), {"cv": 3})],
    "sklearn.model_selection.cross_validate": [lambda _: ((_model(), _features(), _target()), {"cv": 3})],
    "sklearn.inspection.permutation_importance": [
        lambda _: ((_model().fit(_features(), _target()), _features(), _target()), {})
    ],
    "groupby": [lambda _: (("b",), {}), lambda _: (([0, 0, 1, 1],), {})],
    "drop": [lambda _: ((), {"columns": "a"}), lambda _: (([3],), {})],
    "rename": [lambda _: ((), {"columns": {"a": "z"}}), lambda _: (("z",), {})],
    "set_index": [lambda _: (("a",), {})],
    "sort_values": [lambda _: (("a",), {}), lambda _: ((), {})],
    "replace": [lambda _: ((1.0, 2.0), {}), lambda _: (("a", "b"), {})],
    "fillna": [lambda _: ((0,), {})],
    "clip": [lambda _: ((2, 4), {})],
    "mask": [lambda self: ((self > 2, 0), {})],
    "where": [lambda self: ((self > 2, 0), {})],
    "query": [lambda _: (("a > 1",), {})],
    "eval": [lambda _: (("d = a + b",), {})],
    "assign": [lambda _: ((), {"d": samples.series()})],
    "pandas.DataFrame:insert": [lambda _: ((0, "d", samples.series()), {})],
    "pandas.DataFrame:update": [lambda _: ((samples.frame() + 1,), {})],
    "pandas.Series:update": [lambda _: ((samples.series() + 1,), {})],
    "pandas.DataFrame:set_axis": [lambda _: (([1, 2, 3, 4],), {})],
    "pandas.DataFrame:rename_axis": [lambda _: (("z",), {})],
    "pandas.DataFrame:filter": [lambda _: ((["a"],), {})],
    "pandas.DataFrame:merge": [lambda _: ((samples.frame(),), {"on": "a"})],
    "pandas.DataFrame:pivot_table": [lambda _: ((), {"index": "b", "values": "a"})],
    "pandas.DataFrame:apply": [lambda _: ((np.sum,), {})],
    "resample": [lambda _: (("2D",), {})],
    "sample": [lambda _: ((2,), {})],
    "numpy.random.shuffle": [lambda _: ((samples.array(),), {})],
    "numpy.random.choice": [lambda _: ((5, 2), {}), lambda _: ((np.arange(5.0),), {})],
    "numpy.atleast_1d": [lambda _: ((samples.array(),), {})],
    "numpy.atleast_2d": [lambda _: ((samples.array(),), {})],
    "numpy.atleast_3d": [lambda _: ((samples.array(),), {})],
    "numpy.corrcoef": [lambda _: ((samples.array(),), {})],
    "numpy.place": [lambda _: ((samples.array(), samples.array() > 3, [0.0]), {})],
    "numpy.putmask": [lambda _: ((samples.array(), samples.array() > 3, [0.0]), {})],
    "numpy.copyto": [lambda _: ((samples.array(), 1.0), {})],
    "numpy.put": [lambda _: ((samples.array(), [0], [42.0]), {})],
    "numpy.put_along_axis": [lambda _: ((samples.array(), np.array([[0, 0, 0]]), 42.0, 0), {})],
    "numpy.ndarray:put": [lambda _: (([0], [42.0]), {})],
    "numpy.ndarray:sort": [lambda _: ((), {})],
    "numpy.ndarray:resize": [lambda _: (((2, 2),), {"refcheck": False})],
    "numpy.ndarray:fill": [lambda _: ((42.0,), {})],
    "numpy.ndarray:reshape": [lambda _: ((9,), {})],
    "numpy.ndarray:setfield": [lambda _: ((1.0, "f8"), {})],
    "numpy.ndarray:setflags": [lambda _: ((), {"write": False})],
    "numpy.ndarray:partition": [lambda _: ((0,), {})],
    "insert": [lambda _: ((0, [9]), {}), lambda _: ((0, "a", [1.0] * 4), {})],
    "extend": [lambda _: (([[9]],), {})],
    "builtins.dict:update": [lambda _: (({"z": [3]},), {})],
    "setdefault": [lambda _: (("z", [3]), {})],
    "pop": [lambda _: ((), {}), lambda _: (("a",), {})],
    "remove": [lambda _: (([3],), {}), lambda _: (((3,),), {}), lambda _: ((), {})],
    "pandas.Period": [lambda _: (("2020-01",), {})],
    "scipy.sparse.spmatrix:__imul__": [lambda _: ((2.0,), {})],
    "scipy.sparse.spmatrix:__itruediv__": [lambda _: ((2.0,), {})],
    "random.Random:uniform": [lambda _: ((0.0, 1.0), {})],
    "random.uniform": [lambda _: ((0.0, 1.0), {})],
    "builtins.list:count": [lambda _: (([3],), {})],
    "builtins.list:index": [lambda _: (([3],), {})],
    "savefig": [lambda _: (("figure.png",), {})],
    "add_node": [lambda _: ((9,), {})],
    "add_edge": [lambda _: ((8, 9), {})],
    "add_nodes_from": [lambda _: (([8, 9],), {})],
    "add_edges_from": [lambda _: (([(8, 9)],), {})],
    "add_weighted_edges_from": [lambda _: (([(8, 9, 1.0)],), {})],
    "remove_node": [lambda _: ((0,), {})],
    "remove_nodes_from": [lambda _: (([0],), {})],
    "remove_edge": [lambda _: ((0, 1), {})],
    "remove_edges_from": [lambda _: (([(0, 1)],), {})],
    "add_patch": [lambda _: ((__import__("matplotlib.patches").patches.Circle((0, 0), 1),), {})],
    "add_artist": [lambda _: ((__import__("matplotlib.patches").patches.Circle((0, 0), 1),), {})],
    "add_line": [lambda _: ((__import__("matplotlib.lines").lines.Line2D([0, 1], [0, 1]),), {})],
    "imshow": [lambda _: ((samples.array(),), {})],
    "set_params": [lambda _: ((), {})],
}

#: Values by the names that parameters have in many libraries.
BY_NAME: dict[str, Callable[[], Any]] = {
    **dict.fromkeys(("x", "y", "z", "dx", "height", "values", "u", "v"), lambda: np.array([1.0, 2.0, 3.0])),
    **dict.fromkeys(
        ("a", "b", "A", "X", "Z", "C", "M", "arr", "m", "array", "data", "image", "input", "matrix", "img", "x1", "x2"),
        samples.array,
    ),
    **dict.fromkeys(("func", "function", "f", "fun", "key", "callback", "formatter"), lambda: _identity),
    **dict.fromkeys(
        (
            "n",
            "k",
            "periods",
            "nrows",
            "ncols",
            "num",
            "window",
            "decimals",
            "repeats",
            "kth",
            "bins",
            "size",
            "N",
            "deg",
        ),
        lambda: 2,
    ),
    **dict.fromkeys(
        ("name", "label", "s", "text", "title", "column", "columns", "t", "string", "prefix", "sep", "sub"), lambda: "a"
    ),
    **dict.fromkeys(("axis", "i", "index", "level", "loc", "obj", "start"), lambda: 0),
    **dict.fromkeys(("q", "alpha", "frac", "linewidth", "xmin", "ymin", "left", "bottom"), lambda: 0.5),
    **dict.fromkeys(("xmax", "ymax", "right", "top", "stop", "end", "scale"), lambda: 2),
    **dict.fromkeys(("shape", "newshape", "figsize"), lambda: (9,)),
    **dict.fromkeys(
        ("fname", "path", "path_or_buf", "filename", "file", "buf", "excel_writer", "path_or_buffer"), lambda: "out.tmp"
    ),
    **dict.fromkeys(("color", "c", "facecolor", "fg", "bg"), lambda: "red"),
    **dict.fromkeys(("b", "visible", "on"), lambda: True),
    **dict.fromkeys(("iterable", "objs", "arrays", "tup", "sequence", "seq"), lambda: [[3.0], [1.0], [2.0]]),
    **dict.fromkeys(("frame", "df", "left_frame"), samples.frame),
    "freq": lambda: "D",
    "offset": lambda: "2D",
    "tz": lambda: None,
    "dtype": lambda: float,
    "marker": lambda: "o",
    "cmap": lambda: "viridis",
    "time": lambda: "00:00",
    "start_time": lambda: "00:00",
    "end_time": lambda: "10:00",
    "p": lambda: 0.5,
    "low": lambda: 0,
    "high": lambda: 3,
    "pvals": lambda: [0.5, 0.5],
    "mean": lambda: [0.0, 0.0],
    "cov": lambda: [[1.0, 0.0], [0.0, 1.0]],
    "stream": io.StringIO,
    "indices": lambda: [0, 1],
}


def attempts(
    path: str, type_name: str | None, call: Any, receiver: Any, make: Callable[[], Any] | None
) -> Iterator[tuple[str, Arguments]]:
    """Argument lists to try, the most promising first. Each time with fresh values."""
    method = path.rsplit(":" if type_name else ".", 1)[-1]
    root = (type_name or path).split(".")[0]
    for key in (
        path if type_name is None else f"{type_name}:{method}",
        f"{root}:{method}",
        method if type_name else "",
    ):
        for entry in TABLE.get(key, []):
            try:
                yield CHOSEN, entry(receiver)
            except Exception:  # not for this receiver
                continue
    yield from ((CHOSEN, given) for given in _by_signature(call, make))
    values: list[Callable[[], Any]] = [make] if make else []
    values += [
        samples.array,
        lambda: 1,
        lambda: "a",
        lambda: _identity,
        lambda: [1, 2, 3],
        samples.frame,
        samples.series,
        lambda: [[3], [1]],
    ]
    yield CHOSEN, ((), {})
    for value in values:
        yield GUESSED, ((value(),), {})
    for first in values[:7]:
        for second in values[:6]:
            yield GUESSED, ((first(), second()), {})


def _by_signature(call: Any, make: Callable[[], Any] | None) -> Iterator[Arguments]:
    try:
        parameters = list(inspect.signature(call).parameters.values())
    except (TypeError, ValueError):
        return
    required = [
        p for p in parameters if p.default is p.empty and p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)
    ]
    if required and all(_has(p.name, make) for p in required):
        yield tuple(_value(p.name, make) for p in required), {}
    keywords = [p for p in parameters if p.default is p.empty and p.kind is p.KEYWORD_ONLY]
    if keywords and all(_has(p.name, make) for p in keywords + required):
        yield tuple(_value(p.name, make) for p in required), {p.name: _value(p.name, make) for p in keywords}
    if any(p.kind is p.VAR_POSITIONAL for p in parameters):
        yield (np.array([1.0, 2.0, 3.0]), np.array([3.0, 1.0, 2.0])), {}


def _has(name: str, make: Callable[[], Any] | None) -> bool:
    return name in BY_NAME or (name == "other" and make is not None)


def _value(name: str, make: Callable[[], Any] | None) -> Any:
    return make() if name == "other" and make else BY_NAME[name]()
