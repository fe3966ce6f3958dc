"""What is in a table or an array, as numbers that tell whether data changed: measured once, when it is stored.

All of it is exact. Wide or very large tables are measured in as many of their first columns as the bounds allow; distinct
values are not counted in long columns of measured numbers.
"""

from __future__ import annotations

import contextlib
import importlib
import sys
import warnings
from collections.abc import Callable, Iterator
from typing import Any

from .metrics import is_number, plain_number

MOST_COLUMNS = 100
MOST_CELLS = 10_000_000
_MOST_TEXT = 80
# Of this many measured numbers nearly all differ, and to count them takes as long as all the rest.
_MOST_MEASURED_NUMBERS = 100_000


def statistics_of(value: Any) -> dict[str, Any] | None:
    """Statistics of a pandas table or series or of a numpy array; None for all other values.

    Nothing here fails: what cannot be told of some data is None.
    """
    numpy, pandas = sys.modules.get("numpy"), sys.modules.get("pandas")
    with _quietly():
        if pandas is not None and isinstance(value, pandas.DataFrame):
            return _try(lambda: _table_statistics(value))
        if pandas is not None and isinstance(value, pandas.Series):
            return _try(lambda: _table_statistics(value.to_frame()))
        if numpy is not None and type(value) is numpy.ndarray:
            return _try(lambda: _array_statistics(value))
    return None


def _table_statistics(frame: Any) -> dict[str, Any]:
    rows, columns = frame.shape
    measured = min(columns, MOST_COLUMNS, max(1, MOST_CELLS // max(1, rows)))
    return {
        "kind": "table",
        "rows": rows,
        "columns": columns,
        "measured": [_column_statistics(str(frame.columns[at]), frame.iloc[:, at]) for at in range(measured)],
    }


def _column_statistics(name: str, column: Any) -> dict[str, Any]:
    known = column.dropna()
    is_countable = column.dtype.kind not in "fc" or len(known) <= _MOST_MEASURED_NUMBERS
    return {
        "name": name,
        "dtype": str(column.dtype),
        "nulls": len(column) - len(known),
        **{what: _plain(_try(getattr(known, what))) for what in ("min", "max")},
        "mean": _plain(_try(known.mean)) if column.dtype.kind in "biufmM" else None,
        "distinct": _plain(_try(known.nunique)) if is_countable else None,
    }


def _array_statistics(array: Any) -> dict[str, Any]:
    numpy = importlib.import_module("numpy")
    kind, empty = array.dtype.kind, array.size == 0
    statistics = {"kind": "array", "shape": list(array.shape), "dtype": str(array.dtype)}
    nulls = int(numpy.isnan(array).sum()) if kind in "fcmM" else 0
    known = array[~numpy.isnan(array)] if nulls else array
    if kind in "biufmM" and not empty and nulls < array.size:
        mean = known.mean(dtype=numpy.float64) if kind in "biuf" else None
        return {**statistics, "nulls": nulls, **dict(zip(("min", "max", "mean"), _plain_all(known, mean), strict=True))}
    return {**statistics, "nulls": nulls, "min": None, "max": None, "mean": None}


def _plain_all(array: Any, mean: Any) -> list[Any]:
    return [_plain(array.min()), _plain(array.max()), _plain(mean)]


def _try(measure: Callable[[], Any]) -> Any:
    """None where the data has no such number: no order among its values, no values at all."""
    try:
        return measure()
    except Exception:  # noqa: BLE001 - data of any type and of any library may be in a column
        return None


def _plain(value: Any) -> Any:
    """The value as JSON can hold it."""
    kind = getattr(getattr(value, "dtype", None), "kind", None)
    if value is None or value is getattr(sys.modules.get("pandas"), "NaT", None):
        return None
    if isinstance(value, bool) or kind == "b":
        return bool(value)
    if is_number(value):
        number = plain_number(value)
        return None if number == "nan" else number
    text = str(value)
    return text if len(text) <= _MOST_TEXT else f"{text[:_MOST_TEXT]}…"


@contextlib.contextmanager
def _quietly() -> Iterator[None]:
    numpy = sys.modules.get("numpy")
    with warnings.catch_warnings(), numpy.errstate(all="ignore") if numpy else contextlib.nullcontext():
        warnings.simplefilter("ignore")
        yield
