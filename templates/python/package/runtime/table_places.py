"""Where the tables of the catalog lie in a run, and what is missing to get there."""

# pyright: reportMissingImports=false
# (used only in projects that have the libraries)

from __future__ import annotations

import importlib.util
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import Any

from . import project, remote
from .catalog_entries import Table, tables
from .problems import PipelineError, refuse
from .table import Step

_PARAMETER = re.compile(r"(?<!\$)\{(\w+)\}")
_VARIABLE = re.compile(r"\$\{(\w+)\}")
_SECRET = re.compile(r"KEY|PASS|SECRET|TOKEN|SIGNATURE|SAS|CREDENTIAL", re.IGNORECASE)
_NAME = re.compile(r"(\$?)\{(\w+)\}")
# of several packages one is enough
_FORMATS = {
    "dynamicio": ("dynamicio",),
    "feather": ("pyarrow",),
    "orc": ("pyarrow",),
    "parquet": ("pyarrow", "fastparquet"),
    "sql": ("sqlalchemy",),
}
_WORKBOOKS = {".xlsx": ("openpyxl", "xlsxwriter"), ".xlsm": ("openpyxl",), ".xls": ("xlrd",)}
_DRIVERS = {"MySQLdb": "mysqlclient", "psycopg2": "psycopg2-binary"}


def table_of(name: str) -> Table:
    """The entry of a table; raises PipelineError when there is none."""
    found = tables().get(name)
    if found is None:
        raise PipelineError(f"The configuration has no table '{name}' in its section `catalog`.")
    return found


def location_of(table: Table, parameters: Mapping[str, Any]) -> str:
    """The location in a run with these parameters, whose values stand in it as they are.

    Raises PipelineError for what it names and nobody gives.
    """
    known = {**parameters, "project": project.ROOT}
    refuse(list(_unknown_names(table, known)))
    return _NAME.sub(lambda name: os.environ[name[2]] if name[1] else str(known[name[2]]), table.location)


def shown_location(table: Table, parameters: Mapping[str, Any]) -> str:
    """The location in a run, for people and records: without passwords, and without the variables that hold them by their name."""
    known = {**parameters, "project": project.ROOT}

    def value(found: re.Match[str]) -> str:
        if _SECRET.search(found[2]):
            return found[0]
        return os.environ.get(found[2], found[0]) if found[1] else str(known.get(found[2], found[0]))

    return remote.shown_address(_NAME.sub(value, table.location))


def check_tables(steps: Iterable[Step], parameters: Mapping[str, Any]) -> None:
    """Refuse a run whose steps take or give tables that cannot be reached: raises one PipelineError that tells all."""
    steps = list(steps)
    taken = {name for step in steps for name in step.sources}
    names = sorted({*taken, *(name for step in steps for name in step.sinks)})
    refuse([problem for name in names for problem in _problems(name, parameters, name in taken)])


def missing_variables(names: Iterable[str]) -> list[str]:
    """The variables of the environment in the locations of tables that are not there."""
    found = [name for table in map(table_of, names) for name in _VARIABLE.findall(table.location)]
    return [name for name in dict.fromkeys(found) if name not in os.environ]


def _problems(name: str, parameters: Mapping[str, Any], is_taken: bool) -> Iterator[str]:
    try:
        table = table_of(name)
        table = table.to_read() if is_taken else table.to_write()
    except PipelineError as error:
        yield str(error)
        return
    location = None
    if table.format != "dynamicio":
        problems = list(_unknown_names(table, {**parameters, "project": project.ROOT}))
        yield from problems
        location = None if problems else location_of(table, parameters)
    if package := _missing_package(table, location or table.location, is_taken):
        yield f"{table.place}: table '{name}' needs the package {package}. Install it, for example with `uv add {package}`."


def _unknown_names(table: Table, parameters: Mapping[str, Any]) -> Iterator[str]:
    for name in dict.fromkeys(_PARAMETER.findall(table.location)):
        if name not in parameters:
            yield f"{table.place}: there is no parameter '{name}' for the location of '{table.name}'."
    for name in dict.fromkeys(_VARIABLE.findall(table.location)):
        if name not in os.environ:
            yield f"{table.place}: '{table.name}' needs {name} in the environment."


def _missing_package(table: Table, location: str, is_taken: bool) -> str | None:
    """The package that the table's form or place needs and that is not installed."""
    packages = _FORMATS.get(table.format, ())
    if table.format == "excel" and "engine" not in table.options:
        packages = _WORKBOOKS.get(PurePath(location).suffix, ())
        packages = packages[:1] if is_taken else packages
    if table.format == "xml" and "etree" not in table.options.values():
        packages = ("lxml",)
    if packages and not any(map(importlib.util.find_spec, packages)):
        return packages[0]
    if table.format == "sql":
        return _missing_driver(location)
    return remote.missing_package(location) if table.format != "dynamicio" else None


def _missing_driver(location: str) -> str | None:
    from sqlalchemy import make_url

    try:
        make_url(location).get_dialect().import_dbapi()
    except ModuleNotFoundError as error:
        return _DRIVERS.get(error.name or "", error.name)
    except Exception:  # noqa: BLE001 - the step that uses it tells what is wrong with an address
        return None
    return None
