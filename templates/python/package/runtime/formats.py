"""One value in one file: the most readable format that gives the value back exactly.

parquet   pandas frames and series, if reading them back gives the same        pandas.read_parquet
npy       numpy arrays                                                         numpy.load
json      numbers, texts, and lists and dicts of them                          json.load
joblib    fitted scikit-learn estimators                                       joblib.load
pickle, cloudpickle   all else, with the reason                                pickle.load
"""

from __future__ import annotations

import functools
import importlib
import importlib.util
import json
import math
import sys
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from . import bundle
from .comparison import Comparison
from .contents import Contents

_PLAIN = (bool, int, str, type(None))
_LARGEST_INT_BITS = 10_000


@dataclass(frozen=True)
class Written:
    """A written file: its format, why it is a pickle if it is one, and what a reader must know besides."""

    path: Path
    format: str
    reason: str | None = None
    details: dict[str, Any] = field(default_factory=dict)


class NotExact(Exception):
    """The format at hand would not give the value back as it is."""


def write(value: object, contents: Contents, stem: Path) -> Written:
    """Store one value beside `stem`, in the first format of the table above that fits."""
    writer = _writer_for(value)
    reason = "no other format for this type"
    if contents.by_value:
        reason = "holds functions or classes that cannot be imported"
    elif writer is not None:
        try:
            return writer(value, contents, stem)
        except NotExact as why:
            reason = str(why)
    return write_pickle(value, [contents], stem, reason)


def write_pickle(value: object, contents: list[Contents], stem: Path, reason: str) -> Written:
    """Store anything; arrays that share memory go on sharing it."""
    name = "cloudpickle" if any(each.by_value for each in contents) else "pickle"
    path = stem.with_name(f"{stem.name}.pickle")
    with open(path, "wb") as file:
        bundle.dump(value, file, contents)
    return Written(path, name, reason)


def read(path: Path, format: str, details: dict[str, Any]) -> Any:
    """The stored value; arrays and tables own their memory."""
    with open(path, "rb") as file:
        return read_from(file, format, details)


def read_from(file: IO[bytes], format: str, details: dict[str, Any]) -> Any:
    """The same, of a file that is open or a content in memory."""
    if format == "json":
        return json.loads(file.read())
    if format == "npy":
        array = importlib.import_module("numpy").load(file, allow_pickle=False)
        if not details.get("writeable", True):
            array.flags.writeable = False
        return array
    if format == "parquet":
        return _read_parquet(file, details)
    if format == "joblib":
        return importlib.import_module("joblib").load(file)
    return bundle.load(file)


def _writer_for(value: object) -> Any:
    if isinstance(value, (*_PLAIN, float, list, dict)):
        return _write_json
    numpy, pandas = sys.modules.get("numpy"), sys.modules.get("pandas")
    if numpy is not None and type(value) is numpy.ndarray:
        return _write_npy
    if pandas is not None and type(value) in (pandas.DataFrame, pandas.Series):
        return _write_parquet
    sklearn = sys.modules.get("sklearn.base")
    if sklearn is not None and isinstance(value, sklearn.BaseEstimator):
        return _write_joblib
    return None


def _write_json(value: object, _: Contents, stem: Path) -> Written:
    _require_json(value, set())
    path = stem.with_name(f"{stem.name}.json")
    path.write_text(json.dumps(value, allow_nan=False), encoding="ascii")
    return Written(path, "json")


def _require_json(value: Any, seen: set[int]) -> None:
    kind = type(value)
    if kind in (list, dict):
        if id(value) in seen:
            raise NotExact("holds the same list or dict twice")
        seen.add(id(value))
        if kind is dict and not all(type(key) is str for key in value):
            raise NotExact("has keys that are not text")
        for each in value.values() if kind is dict else value:
            _require_json(each, seen)
    elif kind is float:
        if not math.isfinite(value):
            raise NotExact("holds a number that is not finite")
    elif kind is int:
        if value.bit_length() > _LARGEST_INT_BITS:
            raise NotExact("holds a very large number")
    elif kind not in _PLAIN:
        raise NotExact(f"holds a {kind.__name__}")


def _write_npy(value: Any, contents: Contents, stem: Path) -> Written:
    if value.dtype.hasobject:
        raise NotExact("holds Python objects")
    if bundle.shared_blocks(contents.arrays):
        raise NotExact("is a view that is not contiguous")
    numpy = importlib.import_module("numpy")
    path = stem.with_name(f"{stem.name}.npy")
    numpy.save(path, value, allow_pickle=False)
    loaded = numpy.load(path, allow_pickle=False)
    if loaded.dtype != value.dtype or value.dtype.metadata or (value.size and loaded.strides != value.strides):
        raise NotExact("its layout is not kept by npy")
    return Written(path, "npy", details={} if value.flags.writeable else {"writeable": False})


def _write_joblib(value: Any, contents: Contents, stem: Path) -> Written:
    if bundle.shared_blocks(contents.arrays):
        raise NotExact("its arrays share memory")
    if contents.process_objects:
        raise NotExact("uses a random generator of the process")
    path = stem.with_name(f"{stem.name}.joblib")
    importlib.import_module("joblib").dump(value, path)
    return Written(path, "joblib")


def _write_parquet(value: Any, _: Contents, stem: Path) -> Written:
    pandas = importlib.import_module("pandas")
    if not _has_pyarrow():
        raise NotExact("pyarrow is not installed")
    details: dict[str, Any] = {}
    frame = value
    if type(value) is pandas.Series:
        if type(value.name) not in (*_PLAIN, float):
            raise NotExact("has a name that is not a text or a number")
        details = {"series": value.name}
        frame = value.to_frame("values")
        frame.attrs = value.attrs
    path = stem.with_name(f"{stem.name}.parquet")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            frame.to_parquet(path, engine="pyarrow")
            loaded = read_table(path)
        difference = importlib.import_module(f"{__package__}.frames").frame_difference(
            frame, loaded, Comparison(strict=True).same
        )
    except Exception as error:  # whatever a library cannot write is pickled
        raise NotExact(f"parquet: {str(error).splitlines()[0] if str(error) else type(error).__name__}") from error
    if difference:
        raise NotExact(f"parquet does not keep its {difference}")
    return Written(path, "parquet", details=details)


def read_table(source: IO[bytes] | Path) -> Any:
    """A table from parquet, read by this thread alone.

    A thread of Arrow that still holds the file when the process ends aborts it: github.com/apache/arrow/issues/34314.
    """
    return importlib.import_module("pandas").read_parquet(source, engine="pyarrow", use_threads=False)


def _read_parquet(file: IO[bytes], details: dict[str, Any]) -> Any:
    frame = read_table(file).copy()
    if "series" not in details:
        return frame
    series = frame["values"].rename(details["series"]).copy()
    series.attrs = frame.attrs
    return series


@functools.cache
def _has_pyarrow() -> bool:
    return importlib.util.find_spec("pyarrow") is not None
