"""What a table holds, as far as a schema is made from it: for each column its type, what is missing, its bounds, and
where it has only few values these.

Facts are measured column by column until the time is over. What was not measured is absent, and nothing follows from it.
"""

import contextlib
import math
import sys
import time

MOST_COLUMNS = 100
MOST_LABEL = 200
# Values are written down where they are kinds of something, not somebody's data: a few, short, and each seen often.
MOST_VALUES = 12
MOST_TEXT = 80
TIMES_SEEN = 5
# Counting distinct values takes long; of most columns the first rows tell that they are many, or not all different.
FIRST_ROWS = 1000
MOST_ROWS = 5_000_000


def is_table(value):
    """Whether it is a DataFrame or a Series of pandas."""
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(value, (pandas.DataFrame, pandas.Series))


def table_facts(value, deadline=math.inf):
    """The facts of a DataFrame or a Series, a column each; `deadline` as `time.perf_counter` tells it."""
    is_frame = value.ndim == 2
    columns = [value.iloc[:, at] for at in range(min(value.shape[1], MOST_COLUMNS))] if is_frame else [value]
    labels = list(value.columns[:MOST_COLUMNS]) if is_frame else [value.name]
    found = [_column(label, column, deadline) for label, column in zip(labels, columns, strict=True)]
    facts = {"kind": "frame" if is_frame else "series", "rows": len(value), "columns": found}
    pandas = sys.modules["pandas"]
    if not isinstance(value.index, (pandas.RangeIndex, pandas.MultiIndex)):
        facts["index"] = _column(value.index.name, value.index.to_series(), deadline)
    return facts


def _column(label, column, deadline):
    facts = {"dtype": _type_name(column.dtype)}
    with contextlib.suppress(ValueError):
        facts["label"] = _plain_label(label)
    for measure in (_missing, _bounds, _kinds, _order):
        if time.perf_counter() > deadline:
            return facts
        with contextlib.suppress(Exception):  # data of any type and of any library may be in a column
            facts |= measure(column)
    return facts


def _type_name(dtype):
    """As pandas writes it; of texts with what holds them, which their short name leaves open."""
    name = str(dtype)
    return f"string[{dtype.storage}]" if name == "string" and hasattr(dtype, "storage") else name


def _plain_label(label):
    """A label as JSON can hold it; raises ValueError for others."""
    if isinstance(label, tuple):
        return [_plain_label(part) for part in label]
    if label is None or (isinstance(label, str) and len(label) <= MOST_LABEL and label.isprintable()):
        return label
    if isinstance(label, str) and len(label) <= MOST_LABEL:
        label.encode()  # UnicodeEncodeError is a ValueError
        return label
    kind = getattr(getattr(label, "dtype", None), "kind", None)
    if type(label) is int or (kind is not None and kind in "iu"):
        return int(label)
    raise ValueError(label)


def _missing(column):
    return {"nulls": int(column.isna().sum())}


def _bounds(column):
    """The least and the greatest of numbers and of dates."""
    types = sys.modules["pandas"].api.types
    is_date = types.is_datetime64_any_dtype(column.dtype)
    is_number = types.is_numeric_dtype(column.dtype) and not types.is_bool_dtype(column.dtype)
    if not (is_date or is_number) or types.is_complex_dtype(column.dtype):
        return {}
    low, high = column.min(), column.max()
    if is_date:
        return {} if low is sys.modules["pandas"].NaT else {"min": low.isoformat(), "max": high.isoformat()}
    low, high = (each.item() if hasattr(each, "item") else each for each in (low, high))
    return {"min": low, "max": high} if math.isfinite(low) and math.isfinite(high) else {}


def _kinds(column):
    """Whether all is text, and the values of columns with few of them: texts or truth values."""
    types = sys.modules["pandas"].api.types
    facts, dtype = {}, column.dtype
    if dtype == object:
        facts["text"] = types.infer_dtype(column, skipna=True) == "string"
    is_category = isinstance(dtype, sys.modules["pandas"].CategoricalDtype)
    if not (is_category or dtype == object or types.is_string_dtype(dtype)) or len(column) > MOST_ROWS:
        return facts
    if len(column.iloc[:FIRST_ROWS].dropna().unique()) > MOST_VALUES:
        return facts
    known = column.dropna()
    values = [str(value) if isinstance(value, str) else value for value in known.unique()]
    if 1 < len(values) <= MOST_VALUES and len(known) >= TIMES_SEEN * len(values) and _are_kinds(values):
        facts["values"] = sorted(values)
    return facts


def _are_kinds(values):
    if all(type(value) is bool for value in values):
        return True
    return all(type(value) is str and len(value) <= MOST_TEXT and value.isprintable() for value in values)


def _order(column):
    """Whether all values of whole numbers or texts are different, and rise from row to row."""
    types = sys.modules["pandas"].api.types
    dtype = column.dtype
    if not (types.is_integer_dtype(dtype) or dtype == object or types.is_string_dtype(dtype)):
        is_date = types.is_datetime64_any_dtype(dtype)
        if not is_date:
            return {}
    if len(column) > MOST_ROWS or not column.iloc[:FIRST_ROWS].is_unique or not column.is_unique:
        return {"unique": False} if len(column) <= MOST_ROWS else {}
    return {"unique": True, "rising": bool(column.is_monotonic_increasing)}
