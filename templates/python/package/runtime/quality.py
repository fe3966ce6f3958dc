"""Tables are as `schemas.py` says: those of the catalog when they are read, and what a step gives before it is stored.

Anything that breaks its schema fails the step, and nothing is stored or written then. What has no schema is not checked, nor is
anything of a step with `check_tables=False`.
"""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from . import artifacts, catalog, fingerprint, project, provenance
from .data_statistics import statistics_of
from .problems import PipelineError
from .store import Record, save_checkpoint
from .table import Step

_EXAMPLES = 3
_LONGEST = 60
_TABLES = ("pandas.DataFrame", "pandas.Series")


def version(step: Step) -> str | None:
    """What changes when the meaning of `schemas.py` does; None where nothing is checked."""
    path = _schemas_file()
    return fingerprint.meaning(path) if step.check_tables and path.is_file() else None


def sources(step: Step, parameters: Mapping[str, Any], record: Record) -> dict[str, Any]:
    """The tables that a step takes from the catalog, by argument, checked; what they are and their statistics go into the step's record."""
    tables = provenance.load(step, parameters, record)
    by_name = {name: tables[argument] for name, argument in step.source_arguments.items()}
    record["sources"] = {name: found for name, table in by_name.items() if (found := statistics_of(table))}
    if version(step):
        _refuse(_broken_sources(step, by_name))
    return tables


def check_outputs(step: Step, outputs: Mapping[str, Any]) -> None:
    """Raise PipelineError when a value that a step gives, or a table that is written from it, breaks its schema."""
    if version(step) and (any(map(_is_table, outputs.values())) or _is_named(step)):
        _refuse(_broken_outputs(step, outputs))


def has_passed(step: Step, record: Record, parameters: Mapping[str, Any]) -> bool:
    """Whether a stored result is as today's schemas say.

    It was checked when it was made. When `schemas.py` changed since, what is stored is checked again, which is cheaper than to
    make it again, and the record remembers it.
    """
    wanted = version(step)
    given = [kind for artifact in record["artifacts"] for kind in artifact["types"]]
    has_tables = bool(step.sources) or any(kind.endswith(("DataFrame", "Series")) for kind in given)
    if wanted is None or not has_tables or record.get("schemas") == wanted:
        return True
    try:
        names = [name for name in step.outputs if _schemas("OUTPUTS").get(f"{step.name}.{name}") is not None]
        names += [variable for name, variable in step.sinks.items() if name in _schemas("CATALOG")]
        outputs = artifacts.load_values(record, names)
        tables = {name: catalog.read(name, parameters) for name in step.sources if name in _schemas("CATALOG")}
        _refuse([*_broken_sources(step, tables), *_broken_outputs(step, outputs)])
    except Exception:  # noqa: BLE001 - the step runs again, and says what is wrong
        return False
    save_checkpoint({**record, "schemas": wanted})
    return True


def _broken_sources(step: Step, tables: Mapping[str, Any]) -> Iterator[str]:
    for name, table in tables.items():
        if schema := _schemas("CATALOG").get(name):
            yield from _broken(f"Table '{name}' of the catalog, which step '{step.name}' takes, breaks", schema, table)


def _broken_outputs(step: Step, outputs: Mapping[str, Any]) -> Iterator[str]:
    for name, value in outputs.items():
        if schema := _schemas("OUTPUTS").get(f"{step.name}.{name}"):
            yield from _broken(f"Step '{step.name}' gave a table '{name}' that breaks", schema, value)
    taken = {name for each in project.load_table().steps.values() for name in each.sources} if step.sinks else ()
    for name, variable in step.sinks.items():
        if name in taken:  # its schema says what it is like when it is read, and is checked then
            continue
        if (schema := _schemas("CATALOG").get(name)) and variable in outputs:
            yield from _broken(
                f"Step '{step.name}' gave a table '{name}' of the catalog that breaks", schema, outputs[variable]
            )


def _broken(what: str, schema: Any, value: Any) -> Iterator[str]:
    """All that is wrong with one table, as one text; nothing when it is right."""
    errors = importlib.import_module("pandera.errors")
    intro = f"{what} its schema ({_shown_file()}):"
    if not _is_table(value):
        yield f"{intro} it is no table, but {type(value).__name__}."
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)
            schema.validate(value.copy(deep=False), lazy=True, inplace=True)
    except errors.SchemaErrors as found:
        if failures := list(dict.fromkeys(_failures(found.schema_errors, value))):
            yield "\n  ".join([intro, *failures])
    except Exception as error:  # noqa: BLE001 - a schema may hold any code
        yield f"{intro} it cannot be checked. {type(error).__name__}: {error}"


def _failures(errors: list[Any], table: Any) -> Iterator[str]:
    """What failed, check by check; a check of values that are of another type says nothing more."""
    mistyped = {id(error.schema) for error in errors if _reason(error) == "WRONG_DATATYPE"}
    for error in errors:
        if _reason(error) == "WRONG_DATATYPE" and _is_harmless(error, table):
            continue
        if _reason(error) != "CHECK_ERROR" or id(error.schema) not in mistyped:
            yield _failure(error, table)


def _is_harmless(error: Any, table: Any) -> bool:
    """Another type than asked for that only says which values happen to be there.

    Readers of text files make whole numbers of decimals that all end in `.0`, and anything of a column without values.
    """
    given = _given(error.schema, table)
    if given.ndim > 1:
        return False
    is_whole = getattr(given.dtype, "kind", "") in "iu" and str(error.schema.dtype).lower().startswith("float")
    return is_whole or bool(given.isna().all())


def _failure(error: Any, table: Any) -> str:
    """One check that failed, with how often and the first rows."""
    cases, reason = error.failure_cases, _reason(error)
    kind = type(error.schema).__name__
    where = {"Column": f"column {error.schema.name!r}", "Index": "index", "SeriesSchema": "values"}.get(kind, "table")
    check = str(getattr(error.check, "error", None) or error.check)
    if reason == "COLUMN_NOT_IN_DATAFRAME":
        return f"column {cases!r} is missing"
    if reason == "WRONG_DATATYPE":
        return f"{where} is {_given(error.schema, table).dtype}, not {error.schema.dtype}{_examples(cases, table)}"
    if not hasattr(cases, "columns"):
        return f"{where}, {check}: {_short(cases)}"
    return f"{where}, {check}{_examples(cases, table)}"


def _examples(cases: Any, table: Any) -> str:
    if not hasattr(cases, "columns"):
        return ""
    pairs = list(zip(cases["index"], cases["failure_case"], strict=True))
    first = ", ".join(f"row {index} = {_short(value)}" for index, value in pairs[:_EXAMPLES])
    return f": {len(pairs)} of {len(table)} rows, first: {first}{', ...' if len(pairs) > _EXAMPLES else ''}"


def _given(schema: Any, table: Any) -> Any:
    kind = type(schema).__name__
    return table.index if kind == "Index" else table[schema.name] if kind == "Column" else table


def _reason(error: Any) -> str:
    return getattr(error.reason_code, "name", "")


def _short(value: Any) -> str:
    text = repr(value.item() if hasattr(value, "item") else value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


def _refuse(broken: Iterator[str] | list[str]) -> None:
    if problems := list(broken):
        raise PipelineError("\n".join(problems))


def _is_table(value: Any) -> bool:
    return any(f"{kind.__module__.partition('.')[0]}.{kind.__name__}" in _TABLES for kind in type(value).__mro__)


def _is_named(step: Step) -> bool:
    """Whether the text of `schemas.py` names something that the step gives; it is not imported, for that takes a second."""
    text = _schemas_file().read_text(encoding="utf-8")
    return any(f"{step.name}.{name}" in text for name in step.outputs)


def _schemas_file() -> Path:
    return project.SOURCE / "schemas.py"


def _shown_file() -> str:
    return _schemas_file().relative_to(project.ROOT).as_posix()


@cache
def _schemas(table: str) -> Mapping[str, Any]:
    """`CATALOG` or `OUTPUTS` of `schemas.py`."""
    try:
        return getattr(importlib.import_module(f"{project.PACKAGE}.schemas"), table, {})
    except Exception as error:  # noqa: BLE001 - it is the user's code, and fails as code does
        text = f"{_shown_file()} cannot be loaded. {type(error).__name__}: {error}"
        is_missing = isinstance(error, ModuleNotFoundError) and error.name == "pandera"
        raise PipelineError(text + (" Run `uv sync`, or install pandera." if is_missing else "")) from None
