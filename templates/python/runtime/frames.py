"""When are two pandas tables exactly the same?"""

# pyright: reportMissingImports=false, reportMissingModuleSource=false
# (used only in projects that have the libraries)

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd


def frame_difference(a: pd.DataFrame, b: pd.DataFrame) -> str | None:
    """What differs between two frames, in a few words; None when nothing does."""
    if type(a) is not type(b):
        return "type"
    if a.shape != b.shape:
        return "shape"
    if (problem := index_difference(a.columns, b.columns)) is not None:
        return f"column names: {problem}"
    if (problem := index_difference(a.index, b.index)) is not None:
        return f"index: {problem}"
    if not same_object(a.attrs, b.attrs) or a.flags.allows_duplicate_labels != b.flags.allows_duplicate_labels:
        return "attrs or flags"
    for position, label in enumerate(a.columns):
        if (problem := _array_difference(a.iloc[:, position].array, b.iloc[:, position].array)) is not None:
            return f"column {label!r}: {problem}"
    return None


def index_difference(a: pd.Index, b: pd.Index) -> str | None:
    """What differs between two indexes, with names, frequency, and levels and codes in their order."""
    if type(a) is not type(b):
        return "type"
    if not same_object(list(a.names), list(b.names)):
        return "names"
    if isinstance(a, pd.MultiIndex) and isinstance(b, pd.MultiIndex):
        return _multiindex_difference(a, b)
    if isinstance(a, pd.RangeIndex) and isinstance(b, pd.RangeIndex):
        return None if (a.start, a.stop, a.step) == (b.start, b.stop, b.step) else "range"
    if getattr(a, "freq", None) != getattr(b, "freq", None):
        return "frequency"
    return _array_difference(a.array, b.array)


def same_object(a: Any, b: Any) -> bool:
    """Equal in type and value all the way down; NaN is the same as NaN and not the same as None."""
    if type(a) is not type(b):
        return False
    if isinstance(a, float):
        return (a == b and math.copysign(1, a) == math.copysign(1, b)) or (math.isnan(a) and math.isnan(b))
    if isinstance(a, dict):
        return len(a) == len(b) and all(
            same_object(x, y) for pair in zip(a.items(), b.items(), strict=True) for x, y in zip(*pair, strict=True)
        )
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(same_object, a, b))
    if isinstance(a, np.ndarray):
        return _values_difference(a, b) is None
    if a is pd.NaT or a is pd.NA:
        return a is b
    try:
        return bool(a == b)
    except (TypeError, ValueError):
        return False


def _multiindex_difference(a: pd.MultiIndex, b: pd.MultiIndex) -> str | None:
    if a.nlevels != b.nlevels:
        return "number of levels"
    for one, other in zip(a.levels, b.levels, strict=True):
        if (problem := index_difference(one, other)) is not None:
            return f"level {one.name!r}: {problem}"
    same = all(np.array_equal(x, y) and x.dtype == y.dtype for x, y in zip(a.codes, b.codes, strict=True))
    return None if same else "codes"


def _array_difference(a: Any, b: Any) -> str | None:
    if a.dtype != b.dtype or type(a) is not type(b):
        return "dtype"
    if isinstance(a, pd.Categorical):
        if (problem := index_difference(a.categories, b.categories)) is not None:
            return f"categories: {problem}"
        return None if a.ordered == b.ordered and np.array_equal(a.codes, b.codes) else "values"
    if getattr(a, "freq", None) != getattr(b, "freq", None):
        return "frequency"
    if isinstance(a, pd.arrays.NumpyExtensionArray):
        return _values_difference(a.to_numpy(), b.to_numpy())
    if hasattr(a, "_ndarray"):  # dates, times and periods
        return None if np.array_equal(a._ndarray.view("i8"), b._ndarray.view("i8")) else "values"
    return None if a.equals(b) else "values"


def _values_difference(a: np.ndarray, b: np.ndarray) -> str | None:
    if a.shape != b.shape or a.dtype != b.dtype:
        return "dtype or shape"
    if a.dtype == object:
        return None if all(map(same_object, a.ravel().tolist(), b.ravel().tolist())) else "values"
    same = np.array_equal(np.ascontiguousarray(a).view(np.uint8), np.ascontiguousarray(b).view(np.uint8))
    return None if same else "values"
