"""Rows that a model may be asked about: checked against its columns one by one, then put into the table that it takes."""

# pyright: reportMissingImports=false, reportMissingModuleSource=false, reportMissingTypeStubs=false
# (used only in projects that have the libraries)

from __future__ import annotations

import datetime
import importlib
from collections.abc import Sequence
from types import GenericAlias
from typing import Annotated, Any, Literal, Optional

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from typing_extensions import TypedDict

from .model_inputs import Columns
from .problems import PipelineError

MISSING = frozenset(
    ("", "#N/A", "#N/A N/A", "#NA", "-NaN", "-nan", "<NA>", "N/A", "NA", "NULL", "NaN", "None", "n/a", "nan", "null")
)  # what pandas takes for a missing value in a CSV file

_TYPES = {"number": float, "integer": int, "boolean": bool, "text": str, "datetime": datetime.datetime}
_REASONS = {
    "missing": "is missing",
    "extra_forbidden": "is not a column of this model",
    "finite_number": "must be a finite number",
}
_NEEDED = {
    "number": "must be a number",
    "integer": "must be a whole number",
    "boolean": "must be true or false",
    "text": "must be a text",
    "datetime": "must be a date and time, such as 2024-01-31T12:00:00",
}
_MOST_PROBLEMS = 20


class InputError(PipelineError):
    """Rows that do not fit.

    Attributes:
        problems: the first of them, each with row, column and reason; without row what holds for several.
    """

    def __init__(self, problems: Sequence[dict[str, Any]], count: int) -> None:
        self.problems = list(problems)
        more = f"\n  and {count - len(problems)} more" if count > len(problems) else ""
        super().__init__("The input does not fit the model:\n  " + "\n  ".join(map(problem_text, problems)) + more)


def row_type(columns: Columns, from_text: bool = False, name: str = "Row") -> Any:
    """The type of one row: exactly these columns. With `from_text` numbers may be written as text, as in a CSV file."""
    fields = {column["name"]: _field(column, from_text) for column in columns}
    row = TypedDict(name, fields)  # type: ignore[operator]
    row.__pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[attr-defined]
    return row


def checked_rows(rows: Sequence[dict[str, Any]], columns: Columns, from_text: bool = False) -> list[dict[str, Any]]:
    """The rows with values of the right types; raises InputError that names what does not fit."""
    kind: Any = GenericAlias(list, (row_type(columns, from_text),))
    try:
        return TypeAdapter(kind).validate_python(list(rows))
    except ValidationError as error:
        raise InputError(*problems_of(error.errors(include_url=False), columns)) from None


def problems_of(errors: Sequence[Any], columns: Columns) -> tuple[list[dict[str, Any]], int]:
    """The first errors of pydantic as row, column and reason, and how many there are.

    A column that several rows lack, or should not have, is one of them, of no row.
    """
    types = {column["name"]: column["type"] for column in columns}
    found: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for error in errors:
        problem = _problem(error, types)
        of_column = problem["column"] is not None and error["type"] in ("missing", "extra_forbidden")
        row = None if of_column else problem["row"]
        found.setdefault((row, problem["column"], problem["reason"]), []).append(problem)
    return [_several(alike) for alike in list(found.values())[:_MOST_PROBLEMS]], len(found)


def problem_text(problem: dict[str, Any]) -> str:
    """A problem as a sentence."""
    where = [f"row {problem['row']}"] if problem.get("row") is not None else []
    where += [f"column '{problem['column']}'"] if problem.get("column") is not None else []
    return f"{', '.join(where) or 'input'} {problem['reason']}"


def table_of(rows: Sequence[dict[str, Any]], columns: Columns) -> Any:
    """Checked rows as the pandas table that the notebook had."""
    pandas = importlib.import_module("pandas")
    values = [_values([row[column["name"]] for row in rows], column) for column in columns]
    table = pandas.DataFrame(dict(enumerate(values)), copy=False)
    table.columns = pandas.Index([column.get("label", column["name"]) for column in columns])
    return table


def input_value(rows: Sequence[dict[str, Any]], described: dict[str, Any]) -> Any:
    """Checked rows as the value that the model takes."""
    kind, columns = described["kind"], described["columns"]
    if kind == "array":
        numpy = importlib.import_module("numpy")
        names = [column["name"] for column in columns]
        return numpy.array([[row[name] for name in names] for row in rows], dtype=columns[0]["dtype"])
    if kind == "list":
        return [row[columns[0]["name"]] for row in rows]
    table = table_of(rows, columns)
    return table.iloc[:, 0] if kind == "series" else table


def unusual(rows: Sequence[dict[str, Any]], columns: Columns) -> list[str]:
    """Columns with values outside the range that the notebook's data had: allowed, but worth to know."""
    found = []
    for column in columns:
        if column["type"] not in ("number", "integer") or "min" not in column:
            continue
        low, high, name = column["min"], column["max"], column["name"]
        outside = sum(value is not None and not low <= value <= high for row in rows for value in (row[name],))
        if outside:
            found.append(f"{name}: {outside} of {len(rows)} outside {low:g} to {high:g}, the range that was seen")
    return found


def _field(column: dict[str, Any], from_text: bool) -> Any:
    kind: Any = _TYPES[column["type"]]
    options: dict[str, Any] = {"description": _description(column)}
    if column["type"] == "number":
        options["allow_inf_nan"] = False
    if column["type"] != "datetime" and not from_text:
        options["strict"] = True
    if column.get("values"):
        kind = Literal[tuple(column["values"])]
        options = {"description": options["description"]}
    typed = Annotated[kind, Field(**options)]
    return Optional[typed] if column["nullable"] else typed  # noqa: UP045 - made at run time


def _description(column: dict[str, Any]) -> str:
    if "min" in column:
        return f"from {column['min']} to {column['max']} in the notebook's data"
    return f"{column['dtype']} in the notebook's data"


def _problem(error: Any, types: dict[str, str]) -> dict[str, Any]:
    place = list(error["loc"])
    at = next((at for at, part in enumerate(place) if isinstance(part, int)), None)
    row = None if at is None else place[at]
    column = next((part for part in place[at + 1 :] if isinstance(part, str)), None) if at is not None else None
    return {"row": row, "column": column, "reason": _reason(error, types.get(column or ""))}


def _several(alike: list[dict[str, Any]]) -> dict[str, Any]:
    """Problems that are the same but for the row, as one."""
    rows = {each["row"] for each in alike}
    if len(rows) == 1:
        return alike[0]
    return {**alike[0], "row": None, "reason": f"{alike[0]['reason']} ({len(rows)} rows)"}


def _reason(error: Any, kind: str | None) -> str:
    if error["type"] == "literal_error":
        return f"must be one of {error['ctx']['expected']}"
    if error["type"] in _REASONS:
        return _REASONS[error["type"]]
    if kind and error.get("input") is None:
        return "must not be empty"
    if kind:
        return _NEEDED[kind]
    if error["type"] == "too_short":
        return "needs at least one row"
    if error["type"] == "too_long":
        return f"has more than {error['ctx']['max_length']} rows"
    message = error["msg"]
    return message[:1].lower() + message[1:]


def _values(values: list[Any], column: dict[str, Any]) -> Any:
    """A column of the type that the notebook had."""
    if _is_numpy_number(column):
        return importlib.import_module("numpy").array(values, dtype=column["dtype"])
    pandas = importlib.import_module("pandas")
    if "categories" in column:
        return pandas.Series(values, dtype=pandas.CategoricalDtype(column["categories"], column["ordered"]))
    if column["dtype"] == "object":
        return pandas.Series([float("nan") if value is None else value for value in values], dtype="object")
    return pandas.Series(values).astype(column["dtype"])


def _is_numpy_number(column: dict[str, Any]) -> bool:
    """None becomes NaN in those of floats; the names of pandas' own types begin with a capital."""
    kind = column["dtype"].rstrip("0123456789")
    return "categories" not in column and kind in ("float", "int", "uint", "bool")
