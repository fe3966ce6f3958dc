"""When are two pandas tables exactly the same?"""

# pyright: reportMissingImports=false, reportMissingModuleSource=false
# (used only in projects that have the libraries)

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from .library_values import compare_arrays

Same = Callable[[Any, Any], bool]  # are two objects that a table holds the same?


def frame_difference(a: pd.DataFrame, b: pd.DataFrame, same: Same) -> str | None:
    """What differs between two frames, in a few words; None when nothing does."""
    if type(a) is not type(b):
        return "type"
    if a.shape != b.shape:
        return "shape"
    if (problem := index_difference(a.columns, b.columns, same)) is not None:
        return f"column names: {problem}"
    if (problem := _label_difference(a, b, same)) is not None:
        return problem
    for position, label in enumerate(a.columns):
        if (problem := _array_difference(a.iloc[:, position].array, b.iloc[:, position].array, same)) is not None:
            return f"column {label!r}: {problem}"
    return None


def series_difference(a: pd.Series, b: pd.Series, same: Same) -> str | None:
    """What differs between two series, in a few words; None when nothing does."""
    if type(a) is not type(b):
        return "type"
    if a.shape != b.shape:
        return "shape"
    if not same(a.name, b.name):
        return "name"
    return _label_difference(a, b, same) or _array_difference(a.array, b.array, same)


def index_difference(a: pd.Index, b: pd.Index, same: Same) -> str | None:
    """What differs between two indexes, with names, frequency, and levels and codes in their order."""
    if type(a) is not type(b):
        return "type"
    if not same(list(a.names), list(b.names)):
        return "names"
    if isinstance(a, pd.MultiIndex) and isinstance(b, pd.MultiIndex):
        return _multiindex_difference(a, b, same)
    if isinstance(a, pd.RangeIndex) and isinstance(b, pd.RangeIndex):
        return None if (a.start, a.stop, a.step) == (b.start, b.stop, b.step) else "range"
    if getattr(a, "freq", None) != getattr(b, "freq", None):
        return "frequency"
    return _array_difference(a.array, b.array, same)


def _label_difference(a: Any, b: Any, same: Same) -> str | None:
    if (problem := index_difference(a.index, b.index, same)) is not None:
        return f"index: {problem}"
    if not same(a.attrs, b.attrs) or a.flags.allows_duplicate_labels != b.flags.allows_duplicate_labels:
        return "attrs or flags"
    return None


def _multiindex_difference(a: pd.MultiIndex, b: pd.MultiIndex, same: Same) -> str | None:
    if a.nlevels != b.nlevels:
        return "number of levels"
    for one, other in zip(a.levels, b.levels, strict=True):
        if (problem := index_difference(one, other, same)) is not None:
            return f"level {one.name!r}: {problem}"
    equal = all(np.array_equal(x, y) and x.dtype == y.dtype for x, y in zip(a.codes, b.codes, strict=True))
    return None if equal else "codes"


def _array_difference(a: Any, b: Any, same: Same) -> str | None:
    if a.dtype != b.dtype or type(a) is not type(b):
        return "dtype"
    if isinstance(a, pd.Categorical):
        if (problem := index_difference(a.categories, b.categories, same)) is not None:
            return f"categories: {problem}"
        return None if a.ordered == b.ordered and np.array_equal(a.codes, b.codes) else "values"
    if getattr(a, "freq", None) != getattr(b, "freq", None):
        return "frequency"
    if isinstance(a, pd.arrays.NumpyExtensionArray):
        return _values_difference(a.to_numpy(), b.to_numpy(), same)
    if hasattr(a, "_ndarray"):  # dates, times and periods
        return None if np.array_equal(a._ndarray.view("i8"), b._ndarray.view("i8")) else "values"
    return None if a.equals(b) else "values"


def _values_difference(a: np.ndarray, b: np.ndarray, same: Same) -> str | None:
    if a.dtype == b.dtype and a.dtype.kind in "OT":
        return None if a.shape == b.shape and same(a.ravel().tolist(), b.ravel().tolist()) else "values"
    return None if compare_arrays(a, b) is None else "values"
