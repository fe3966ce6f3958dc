"""Does a stored model, asked the way a server is asked, answer what it answered in the notebook's own code?"""

# pyright: reportMissingImports=false, reportMissingModuleSource=false
# (used only in projects that have the libraries)

from __future__ import annotations

import importlib
import itertools
import json
import math
from collections.abc import Callable, Sequence
from typing import Any

from .model_rows import checked_rows, input_value
from .model_watch import Call
from .problems import PipelineError

_TOLERANCE = 1e-9  # sums of floats depend on how many rows are computed at once
_DIGITS = 8
_MOST_ROWS = 10_000
_ROWS_ALONE = 10


def rows_of(value: Any) -> list[dict[str, Any]]:
    """A value that a model takes, as the rows that somebody would send: plain JSON."""
    if hasattr(value, "columns"):
        columns = {str(name): _plain_column(value[name]) for name in value.columns}
    elif hasattr(value, "dtype") and getattr(value, "ndim", 0) == 2:
        columns = {f"x{at}": _plain_column(value[:, at]) for at in range(value.shape[1])}
    elif hasattr(value, "name"):
        columns = {str(value.name) if value.name is not None else "value": _plain_column(value)}
    elif isinstance(value, list) and value and isinstance(value[0], str):
        columns = {"text": value}
    elif isinstance(value, list):
        return rows_of(importlib.import_module("numpy").array(value, ndmin=2))
    else:
        raise PipelineError(f"The model takes a {type(value).__name__}, which rows of a file cannot give.")
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def same_predictions(one: Any, other: Any) -> bool:
    """Both say the same: labels exactly, numbers up to the rounding of sums."""
    numpy = importlib.import_module("numpy")
    a, b = numpy.asarray(one), numpy.asarray(other)
    if a.shape != b.shape:
        return False
    if a.dtype.kind in "fc" and b.dtype.kind in "fc":
        return bool(numpy.allclose(a, b, rtol=_TOLERANCE, atol=1e-12, equal_nan=True))
    return bool(numpy.array_equal(a, b))


def prove_rows(model: Any, described: dict[str, Any], calls: Sequence[Call]) -> int:
    """Send what the notebook gave to the model as JSON; the answers have to be the notebook's. Returns how many rows."""
    count = 0
    for method, given, answer in calls:
        rows = json.loads(json.dumps(rows_of(given)[:_MOST_ROWS]))
        again = getattr(model, method)(input_value(checked_rows(rows, described["columns"]), described))
        if not same_predictions(again, answer[:_MOST_ROWS]):
            raise PipelineError(
                f"The stored model does not repeat what {method}() gave in the notebook's own code: "
                f"{_first_difference(again, answer)}. Is something random without a seed?"
            )
        count += len(rows)
    return count


def prove_features(model: Any, made: Any, calls: Sequence[Call]) -> int:
    """The rows that the notebook predicted on are among those that the project makes from its table, with the same answers."""
    numpy = importlib.import_module("numpy")
    count = 0
    for method, given, answer in calls:
        found = _places(given, made)
        if None in found:
            raise PipelineError(
                f"Of {len(found)} rows that the notebook predicts on, {found.count(None)} are not among those that "
                "prediction.py makes from the table. Mend its function, or remove `features` from the row of MODELS."
            )
        taken = made.iloc[found] if hasattr(made, "iloc") else made[numpy.array(found)]
        if not same_predictions(getattr(model, method)(taken), answer):
            raise PipelineError(f"{method}() says something else on the rows that prediction.py makes from the table.")
        count += len(found)
    return count


def prove_row_by_row(features: Callable[[Any], Any], table: Any, made: Any) -> None:
    """A row gives the same features alone as among others."""
    whole = _keys(made)
    step = max(1, len(table) // _ROWS_ALONE)
    parts = [slice(at, at + 1) for at in range(0, len(table), step)] + [slice(0, len(table) // 2)]
    for part in parts:
        if _keys(features(table.iloc[part])) != whole[part]:
            raise PipelineError(
                "A row gives other features alone than together with all others, so rows cannot be predicted one by one. "
                "Mend the function in prediction.py, or remove `features` from the row of MODELS."
            )


def columns_needed(features: Callable[[Any], Any], table: Any, made: Any) -> list[Any]:
    """The columns of a table without which its features are not the same."""
    whole = _keys(made)

    def is_needed(name: Any) -> bool:
        try:
            return _keys(features(table.drop(columns=[name]))) != whole
        except Exception:  # noqa: BLE001 - whatever the function says when a column is not there
            return True

    return [name for name in table.columns if is_needed(name)]


def _places(given: Any, made: Any) -> list[int | None]:
    """Where rows that the notebook had are among those that were made: by their labels, else as the first equal one left."""
    keys, wanted = _keys(made), _keys(given)
    if hasattr(given, "columns") and hasattr(made, "columns") and made.index.is_unique:
        found = made.index.get_indexer(given.index).tolist()
        return [at if at >= 0 and keys[at] == key else None for at, key in zip(found, wanted, strict=True)]
    left: dict[tuple[Any, ...], list[int]] = {}
    for at, key in reversed(list(enumerate(keys))):
        left.setdefault(key, []).append(at)
    return [left[key].pop() if left.get(key) else None for key in wanted]


def _plain_column(values: Any) -> list[Any]:
    plain = values.tolist()
    return [_plain(value) for value in plain]


def _plain(value: Any) -> Any:
    if hasattr(value, "isoformat"):
        text = value.isoformat()
        return None if text == "NaT" else text
    return None if type(value).__name__ == "NAType" or (isinstance(value, float) and math.isnan(value)) else value


def _keys(value: Any) -> list[tuple[Any, ...]]:
    """Rows as what is equal when they are, but for the last digits of floats."""
    if hasattr(value, "tocsr"):
        return _sparse_keys(value.tocsr())
    rows = rows_of(value)
    return [tuple(_rounded(each) for each in row.values()) for row in rows]


def _sparse_keys(matrix: Any) -> list[tuple[Any, ...]]:
    """Rows of a matrix of which only the values that are not zero are kept."""
    matrix.sort_indices()
    ends = matrix.indptr.tolist()
    places, numbers = matrix.indices.tolist(), [_rounded(number) for number in matrix.data.tolist()]
    return [tuple(zip(places[at:end], numbers[at:end], strict=True)) for at, end in itertools.pairwise(ends)]


def _rounded(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return float(f"{value:.{_DIGITS}g}") + 0.0 if math.isfinite(value) else str(value)


def _first_difference(one: Any, other: Any) -> str:
    for at, (a, b) in enumerate(zip(one, other, strict=False)):
        if not same_predictions(a, b):
            return f"row {at}: {a}, not {b}"
    return "another number of answers"
