"""Tables that dynamic(i/o) reads and writes: `format: dynamicio` in the catalog.

    catalog:
      prices: {format: dynamicio, location: PRICES, options: {binding: local}}

The location is a name in `resources/definitions.yaml`, and `binding` one of its places there; other options are options of
dynamic(i/o). It checks the table against its schema, and tells its metrics to the logger `dynamicio.metrics`.
"""

from __future__ import annotations

import functools
import importlib
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

from . import project
from .catalog import TableError
from .catalog_entries import Table
from .files import file_hash
from .problems import PipelineError

RESOURCES = project.ROOT / "resources"

_DEFINITIONS = RESOURCES / "definitions.yaml"
_VARIABLE = re.compile(r"\[\[\s*(\S+?)\s*]]")
_PARAMETER = re.compile(r"\{(\w+)\}")


def read(table: Table, parameters: Mapping[str, Any]) -> Any:
    """The table, as its schema says."""
    with _problems_of(table):
        return _resource(table, _binding(table), _named_in(table, parameters)).read()


def write(table: Table, value: Any, parameters: Mapping[str, Any]) -> None:
    """Write the table, if it is as its schema says; a file whole or not at all."""
    binding, own = _binding(table), _named_in(table, parameters)
    path = file_of(table, parameters)
    with _problems_of(table):
        if path is None:
            _resource(table, binding, own).write(value)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".writing-") as folder:
            binding.local.file_path = os.path.join(folder, path.name)
            _resource(table, binding, {}).write(value)
            os.replace(binding.local.file_path, path)


def content(table: Table, parameters: Mapping[str, Any], untold: str) -> str | None:
    """The hash of a file and of its schema, None where it is not there; of what is no file, `untold`."""
    path, schema = file_of(table, parameters), RESOURCES / "schemas" / f"{table.name}.yaml"
    if path is None:
        return untold
    return f"{file_hash(path)} {file_hash(schema) if schema.is_file() else ''}" if path.is_file() else None


def place(table: Table, parameters: Mapping[str, Any]) -> str:
    """Where a table lies in a run with these parameters, to be compared and read."""
    named = ", ".join(f"{name}={value}" for name, value in sorted(_named_in(table, parameters).items()))
    return f"{table.location} ({named})" if named else table.location


def address(table: Table, parameters: Mapping[str, Any]) -> str | None:
    """The path of a file, the address of what is in S3; None for other places."""
    path = file_of(table, parameters)
    if path is not None:
        return os.fspath(path)
    found = _definition(table).get("s3")
    if not isinstance(found, dict) or "bucket" not in found:
        return None
    text = "/".join(str(part) for part in (found["bucket"], found.get("file_path") or found.get("path_prefix")) if part)
    return f"s3://{_filled(text, table, parameters)}"


class _Variables(ModuleType):
    """What stands for `[[ NAME ]]`: the folders of the project, else variables of the environment."""

    def __init__(self, table: Table) -> None:
        super().__init__("variables")
        self._table = table

    def __getattr__(self, name: str) -> str:
        if name == "DATA":
            return os.fspath(project.working_directory())
        if name == "RESOURCES":
            return os.fspath(RESOURCES)
        # dynamic(i/o) asks for the variables of all tables and places.
        if name not in os.environ and name in _VARIABLE.findall(str(_definition(self._table))):
            raise PipelineError(f"{self._table.place}: '{self._table.name}' needs {name} in the environment.")
        return os.environ.get(name, "")


def file_of(table: Table, parameters: Mapping[str, Any]) -> Path | None:
    """The file that the table is; None where it is elsewhere. Tells it without dynamic(i/o), which takes seconds to load."""
    place = _definition(table).get("local")
    if not isinstance(place, dict) or "file_path" not in place:
        return None
    return Path(_filled(str(place["file_path"]), table, parameters))


def _filled(text: str, table: Table, parameters: Mapping[str, Any]) -> str:
    """What definitions say, with the values of variables and parameters."""
    variables = _Variables(table)
    text = _VARIABLE.sub(lambda match: getattr(variables, match[1]), text)
    return _PARAMETER.sub(lambda match: str(parameters.get(match[1], match[0])), text)


def _definition(table: Table) -> dict[str, Any]:
    """What the definitions say of the table's binding, as it is written."""
    found = _definitions().get(table.location)
    name = table.options.get("binding")
    if not isinstance(found, dict):
        raise PipelineError(f"{table.place}: {_DEFINITIONS.name} has no resource '{table.location}'.")
    if not isinstance(found.get(name), dict):
        names = ", ".join(key for key in found if key != "schema")
        raise PipelineError(f"{table.place}: the option `binding` of '{table.name}' is one of {names}.")
    return found[name]


@functools.cache
def _definitions() -> dict[str, Any]:
    try:
        return yaml.safe_load(_DEFINITIONS.read_text(encoding="utf-8")) or {}
    except (OSError, yaml.YAMLError) as error:
        raise PipelineError(f"The resources cannot be read: {error}") from None


def _binding(table: Table) -> Any:
    """The table's place as dynamic(i/o) knows it."""
    _definition(table)
    os.environ.setdefault("DYNAMICIO_DO_NOT_CONFIGURE_LOGGING", "1")  # it would print, and take over all loggers
    try:
        config = importlib.import_module("dynamicio.config")
    except ImportError as error:
        raise PipelineError(f"Table '{table.name}' needs the package dynamicio: {error}.") from None
    places = config.IOConfig(os.fspath(_DEFINITIONS), table.options["binding"], _Variables(table))
    return places.get(source_key=table.location)


def _resource(table: Table, binding: Any, parameters: Mapping[str, Any]) -> Any:
    dynamicio, core = importlib.import_module("dynamicio"), importlib.import_module("dynamicio.core")
    kind: Any = type(table.name, (dynamicio.UnifiedIO,), {"schema": core.SCHEMA_FROM_FILE})
    options = {name: value for name, value in table.options.items() if name != "binding"}
    return kind(binding, apply_schema_validations=True, log_schema_metrics=True, **options, **parameters)


def _named_in(table: Table, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters that the place of the table names."""
    named = set(_PARAMETER.findall(str(_definition(table))))
    return {name: value for name, value in parameters.items() if name in named}


@contextmanager
def _problems_of(table: Table) -> Iterator[None]:
    """Tells what dynamic(i/o) finds wrong as a problem of the pipeline."""
    name = f"Table '{table.name}' ({table.place})"
    try:
        yield
    except PipelineError:
        raise
    except FileNotFoundError as error:
        raise PipelineError(f"{name} is not there: {error.filename or error}.") from None
    except Exception as error:  # noqa: BLE001 - it has errors of its own, and passes on those of pandas and of S3
        failed, kind = getattr(error, "message", None), type(error).__name__
        found = [f"{rule}: {text}" for rule, text in failed.items()] if isinstance(failed, dict) else [str(error)]
        text = "\n  ".join([f"{name} is not as its resource says ({kind}):", *found])
        is_about_data = kind in ("SchemaValidationError", "ColumnsDataTypeError")
        raise (PipelineError if is_about_data else TableError)(text) from None
