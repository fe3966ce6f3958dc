"""Tables by name: steps take and give data; where it lies, and in which form, is said in the configuration.

    catalog:
      prices: {format: csv, location: data/prices.csv, options: {sep: ";"}}

A location may hold parameters of the run (`{country}.csv`), the project's folder (`{project}/samples/x.csv`) and variables of
the environment (`${DATABASE_URL}`). Relative ones start in the working directory; `s3://`, `gs://` and others need fsspec.
"""

from __future__ import annotations

import functools
import importlib
import os
import tempfile
import uuid
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from . import project, remote
from .catalog_entries import Table
from .files import FileHashes
from .problems import PipelineError
from .table import Step
from .table_places import location_of, table_of


class TableError(PipelineError):
    """A table could not be read or written now; another try may help, unlike with what the pipeline itself refuses."""


def load(step: Step, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The tables that a step takes, by argument."""
    return {argument: read(name, parameters) for name, argument in step.source_arguments.items()}


def save(step: Step, outputs: Mapping[str, Any], parameters: Mapping[str, Any]) -> None:
    """Write the tables that a step gives, each whole or not at all."""
    for name, variable in step.sinks.items():
        _write(table_of(name).to_write(), outputs[variable], parameters)


def source_stamps(names: Iterable[str], parameters: Mapping[str, Any], untold: str | None = None) -> dict[str, Any]:
    """For each table that is read a value that changes when its place, form or content does; None for one that is not there.

    A content that cannot be told apart without reading it (a database) counts as changed each time, or is `untold`.
    """
    return _stamps([table_of(name).to_read() for name in names], parameters, untold)


def sink_stamps(names: Iterable[str], parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The same for tables that are written."""
    return _stamps([table_of(name).to_write() for name in names], parameters)


def _stamps(tables: Iterable[Table], parameters: Mapping[str, Any], untold: str | None = None) -> dict[str, Any]:
    untold = uuid.uuid4().hex if untold is None else untold
    return {
        table.name: [table.format, table.location, dict(table.options), _content(table, parameters, untold)]
        for table in tables
    }


def file_content(path: Path) -> str | None:
    """The hash of a file or folder that is a table; None when it is not there. A process reads it again only when it changed."""
    return _hashes().of(path.parent, [path.name])[path.name]


@functools.cache
def _hashes() -> FileHashes:
    return FileHashes(None)


def information(table: Table, location: str) -> Mapping[str, Any] | None:
    """What a store of files or objects says of the one at this address; None when it is not there."""
    try:
        system, path = remote.file_system(location, f"Table '{table.name}' needs")
        return system.info(path)
    except FileNotFoundError:
        return None
    except PipelineError:
        raise
    except Exception as error:
        raise _cannot(table, f"be found at {remote.shown_address(location)}", error) from error


def read(name: str, parameters: Mapping[str, Any]) -> Any:
    """A table of the catalog."""
    return _read(table_of(name).to_read(), parameters)


def _read(table: Table, parameters: Mapping[str, Any]) -> Any:
    if table.format == "dynamicio":
        return _dynamicio().read(table, parameters)
    location = location_of(table, parameters)
    import pandas as pd

    try:
        if table.format == "sql":
            with _engine(table, location).connect() as connection:
                options = dict(table.options)
                query, name = options.pop("query", None), options.pop("table", None)
                if query:
                    return pd.read_sql_query(query, connection, **options)
                return pd.read_sql_table(name, connection, **options)
        place = location if "://" in location else os.fspath(project.working_directory() / location)
        return getattr(pd, f"read_{table.format}")(place, **table.options)
    except FileNotFoundError:
        raise PipelineError(
            f"Table '{table.name}' is not there: {remote.shown_address(location)} ({table.place})."
        ) from None
    except PipelineError:
        raise
    except Exception as error:
        raise _cannot(table, f"be read from {remote.shown_address(location)}", error) from error


def _write(table: Table, value: Any, parameters: Mapping[str, Any]) -> None:
    if table.format == "dynamicio":
        _dynamicio().write(table, value, parameters)
        return
    location = location_of(table, parameters)
    try:
        if table.format == "sql":
            options = dict(table.options)
            with _engine(table, location).begin() as connection:
                value.to_sql(options.pop("table"), connection, **options)
        elif "://" in location:
            getattr(value, f"to_{table.format}")(location, **table.options)
        else:
            _write_file(table, value, project.working_directory() / location)
    except PipelineError:
        raise
    except Exception as error:
        raise _cannot(table, f"be written to {remote.shown_address(location)}", error) from error


def _cannot(table: Table, what: str, error: Exception) -> TableError:
    """What to say of whatever a library or a service has to say."""
    reason = str(error).strip().partition("\n")[0] or type(error).__name__
    return TableError(f"Table '{table.name}' cannot {what} ({table.place}): {reason}")


def _write_file(table: Table, value: Any, path: Path) -> None:
    """The ending of the name stays, since it may say how the file is compressed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".writing-") as folder:
        temporary = Path(folder, path.name)
        getattr(value, f"to_{table.format}")(temporary, **table.options)
        os.replace(temporary, path)


def _content(table: Table, parameters: Mapping[str, Any], untold: str) -> str | None:
    if table.format == "dynamicio":
        return _dynamicio().content(table, parameters, untold)
    location = location_of(table, parameters)
    if table.format == "sql":
        return untold
    if "://" not in location:
        return file_content(project.working_directory() / location)
    found = information(table, location)
    if found is None:
        return None
    known = [str(found[key]) for key in ("ETag", "etag", "mtime", "LastModified", "size") if found.get(key)]
    return " ".join(known) if len(known) > 1 else untold


def _dynamicio() -> Any:
    """Loaded only where a table asks for it."""
    return importlib.import_module(f"{project.RUNTIME}.dynamicio_tables")


def _engine(table: Table, location: str) -> Any:
    if "table" not in table.options and "query" not in table.options:
        raise PipelineError(f"{table.place}: table '{table.name}' in a database needs the option `table` or `query`.")
    return importlib.import_module("sqlalchemy").create_engine(location)
