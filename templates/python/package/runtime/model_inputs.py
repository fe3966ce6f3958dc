"""What a model takes, as data: columns with types, ranges and categories, found in the values that it was given.

Only JSON leaves this module, so a description can be kept in a file and a server needs nothing else to know its input.
"""

# pyright: reportMissingImports=false, reportMissingModuleSource=false
# (used only in projects that have the libraries)

from __future__ import annotations

import datetime
import sys
from collections.abc import Sequence
from typing import Any

from .problems import PipelineError

Columns = list[dict[str, Any]]

_MOST_CATEGORIES = 20
_ROWS_FOR_CATEGORY = 5
_KINDS = {"f": "number", "i": "integer", "u": "integer", "b": "boolean", "M": "datetime"}
_PYTHON_TYPES = {str: "text", bool: "boolean", int: "integer", float: "number", datetime.datetime: "datetime"}


def input_of(values: Sequence[Any]) -> dict[str, Any] | None:
    """The input that all these values are examples of: `table`, `array` or `series`, with columns; None if they are none."""
    pandas, numpy = sys.modules.get("pandas"), sys.modules.get("numpy")
    if not values:
        return None
    first = values[0]
    if pandas is not None and isinstance(first, pandas.DataFrame):
        alike = [each for each in values if isinstance(each, pandas.DataFrame) and each.columns.equals(first.columns)]
        whole = pandas.concat(alike) if len(alike) > 1 else first
        return {"kind": "table", "columns": [column_of(name, whole[name]) for name in unique_columns(first)]}
    if pandas is not None and isinstance(first, pandas.Series):
        name = str(first.name) if first.name is not None else "value"
        return {"kind": "series", "columns": [column_of(name, first)]}
    if numpy is not None and type(first) is numpy.ndarray and first.ndim == 2:
        whole = numpy.concatenate([each for each in values if _is_alike(each, first)])
        return {"kind": "array", "columns": [column_of(f"x{at}", whole[:, at]) for at in range(first.shape[1])]}
    if isinstance(first, list) and first and all(isinstance(each, str) for each in first):
        return {"kind": "list", "columns": [{"name": "text", "type": "text", "dtype": "object", "nullable": False}]}
    if isinstance(first, list) and numpy is not None:
        return input_of([numpy.asarray(first)])
    return None


def unique_columns(table: Any) -> list[Any]:
    """The names of a table's columns; raises PipelineError when a file could not have them."""
    names = [str(name) for name in table.columns]
    if len(set(names)) < len(names) or table.columns.nlevels > 1:
        raise PipelineError("The model takes a table whose columns have no names of their own, which no file can give.")
    return list(table.columns)


def column_of(name: Any, values: Any) -> dict[str, Any]:
    """One column: its type, whether values may be missing, and which were seen."""
    pandas = sys.modules.get("pandas")
    known = values.dropna() if hasattr(values, "dropna") else values[~_missing(values)]
    column: dict[str, Any] = {"name": str(name), "type": "", "dtype": str(values.dtype)}
    if not isinstance(name, str):
        column["label"] = name.item() if hasattr(name, "item") else name
    if pandas is not None and isinstance(values.dtype, pandas.CategoricalDtype):
        categories = values.dtype.categories.tolist()
        column |= {"type": _type_of(name, categories), "categories": categories, "ordered": bool(values.dtype.ordered)}
    else:
        column["type"] = _KINDS.get(values.dtype.kind) or _type_of(name, known)
    column["nullable"] = len(known) < len(values)
    return column | _seen(column, known)


def _type_of(name: Any, known: Any) -> str:
    kinds = {_PYTHON_TYPES.get(type(value)) for value in known}
    if kinds == {"integer", "number"}:
        return "number"
    if len(kinds) == 1 and (kind := kinds.pop()):
        return kind
    raise PipelineError(f"Column '{name}' has values of several types or of one that no file can give.")


def _seen(column: dict[str, Any], known: Any) -> dict[str, Any]:
    if column["type"] in ("number", "integer", "datetime") and len(known) and "categories" not in column:
        return {"min": _plain(known.min()), "max": _plain(known.max())}
    if column["type"] == "text" and "categories" not in column:
        distinct = sorted(set(known))
        if len(distinct) <= _MOST_CATEGORIES and len(known) >= _ROWS_FOR_CATEGORY * len(distinct):
            return {"values": distinct}
    return {"values": column["categories"]} if "categories" in column else {}


def _plain(value: Any) -> Any:
    plain = value.isoformat() if hasattr(value, "isoformat") else value.item() if hasattr(value, "item") else value
    return plain.isoformat() if hasattr(plain, "isoformat") else plain


def _missing(array: Any) -> Any:
    numpy = sys.modules["numpy"]
    return (
        numpy.isnan(array) if array.dtype.kind in "fc" else numpy.array([value is None for value in array], dtype=bool)
    )


def _is_alike(value: Any, first: Any) -> bool:
    return type(value) is type(first) and value.ndim == 2 and value.shape[1] == first.shape[1]
