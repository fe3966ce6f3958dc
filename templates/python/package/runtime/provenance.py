"""Which tables of the catalog a step took and gave: where they lay, in which version, and what others call them.

A version is what tells one content from another without reading it again where that can be had: the hash of a file, the ETag or
the time of change of an object. Where there is none, as in a database, it is a hash of the values that were read.
"""

# pyright: reportMissingImports=false
# (used only in projects that have the libraries)

from __future__ import annotations

import contextlib
import datetime
import email.utils
import hashlib
import importlib
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from . import catalog, project
from .catalog_entries import Table
from .dataset_names import file_dataset, sql_dataset
from .store import Record
from .table import Step
from .table_places import location_of, shown_location, table_of

_FIELDS = ("bytes", "modified", "etag")
_OBJECT = {
    "bytes": ("size", "Size"),
    "modified": ("LastModified", "last_modified", "updated", "mtime", "Last-Modified"),
    "etag": ("ETag", "etag"),
}


def load(step: Step, parameters: Mapping[str, Any], record: Record) -> dict[str, Any]:
    """The tables that a step takes, by argument; its record tells of each what is known of it, and a warning of one that changed meanwhile."""
    before = {name: _seen(table_of(name), parameters) for name in step.sources}
    tables = catalog.load(step, parameters)
    for name, argument in step.source_arguments.items():
        value = tables[argument]
        told = _described(table_of(name).to_read(), "read", parameters, value)
        if {field: told[field] for field in _FIELDS} != before[name]:
            record["warnings"].append(f"Table '{name}' changed while it was read: which version it was is not known.")
            told |= dict.fromkeys((*_FIELDS, "sha256"))
        if not version_of(told):
            told["values"] = _values_hash(value)
        record["catalog"].append(told)
    return tables


def save(step: Step, outputs: Mapping[str, Any], parameters: Mapping[str, Any], record: Record) -> None:
    """Write the tables that a step gives; its record tells of each what is known of it then, and what shows a change of it."""
    catalog.save(step, outputs, parameters)
    record["tables"] = catalog.sink_stamps(step.sinks, parameters)
    for name, variable in step.sinks.items():
        record["catalog"].append(_described(table_of(name).to_write(), "written", parameters, outputs[variable]))


def placed(record: Record, parameters: Mapping[str, Any]) -> Record:
    """A stored result for a run with these parameters: its tables have the same content, and may lie elsewhere."""
    return {**record, "catalog": [_placed(told, parameters) for told in record.get("catalog", [])]}


def taken_outside_of_files(steps: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """What manifests say of the tables that steps took and none wrote, by name; but for those among the files that they read."""
    steps = list(steps)
    files = {os.path.normpath(name) for step in steps for name in step["reads"]}
    tables = [told for step in steps for told in step.get("catalog", ())]
    written = {told["table"] for told in tables if told["access"] == "written"}
    taken = [told for told in tables if told["table"] not in written]
    return {told["table"]: told for told in taken if os.path.normpath(told["location"]) not in files}


def version_of(told: Mapping[str, Any]) -> str | None:
    """What tells this version of a table from others; None when nothing is known."""
    found = told["sha256"] or told["etag"] or told["values"]
    if found is None and told["modified"]:
        return " ".join(str(each) for each in (told["modified"], told["bytes"]) if each is not None)
    return found


def _placed(told: Record, parameters: Mapping[str, Any]) -> Record:
    table = table_of(told["table"])
    table = table.to_read() if told["access"] == "read" else table.to_write()
    place = _place(table, parameters)
    if place["location"] == told["location"]:
        return told
    return {**told, **place, "modified": None}


def _described(table: Table, access: str, parameters: Mapping[str, Any], value: Any) -> Record:
    path = _local_path(table, parameters)
    return {
        "table": table.name,
        "access": access,
        "format": table.format,
        **_place(table, parameters),
        "query": table.options.get("query") if table.format == "sql" else None,
        "rows": len(value) if hasattr(value, "__len__") else None,
        **_seen(table, parameters),
        "sha256": catalog.file_content(path) if path else None,
        "values": None,
    }


def _place(table: Table, parameters: Mapping[str, Any]) -> Record:
    """Where a table lies, to be read, and its name for others: without passwords."""
    if table.format == "dynamicio":
        tables = _dynamicio()
        shown = tables.place(table, parameters)
        address = tables.address(table, parameters)
        namespace, name = file_dataset(address) if address else ("dynamicio", shown)
    else:
        shown = shown_location(table, parameters)
        if table.format == "sql":
            namespace, name = sql_dataset(location_of(table, parameters), table.options, table.name)
        else:
            namespace, name = file_dataset(shown)
    return {"location": shown, "namespace": namespace, "dataset": name}


def _seen(table: Table, parameters: Mapping[str, Any]) -> Record:
    """Size, time of change and ETag, as far as the place of the table tells them without being read."""
    path = _local_path(table, parameters)
    if path is not None:
        status = path.stat() if path.is_file() else None
        modified = datetime.datetime.fromtimestamp(status.st_mtime, datetime.timezone.utc) if status else None
        return {"bytes": status.st_size if status else None, "modified": _text(modified), "etag": None}
    if table.format in ("sql", "dynamicio"):
        return dict.fromkeys(_FIELDS)
    information = catalog.information(table, location_of(table, parameters)) or {}
    found = {
        field: next((information[key] for key in keys if information.get(key)), None) for field, keys in _OBJECT.items()
    }
    return {"bytes": found["bytes"], "modified": _text(found["modified"]), "etag": _text(found["etag"])}


def _local_path(table: Table, parameters: Mapping[str, Any]) -> Path | None:
    """The file or folder of this machine that the table is; None where it is elsewhere."""
    if table.format == "dynamicio":
        return _dynamicio().file_of(table, parameters)
    location = location_of(table, parameters)
    return None if table.format == "sql" or "://" in location else project.working_directory() / location


def _values_hash(value: Any) -> str | None:
    """A hash of the rows of a table, whatever their order, which databases do not promise; None for what cannot be hashed."""
    pandas = sys.modules.get("pandas")
    if pandas is None or not isinstance(value, pandas.DataFrame):
        return None
    with contextlib.suppress(TypeError, ValueError):
        rows = pandas.util.hash_pandas_object(value, index=False)
        columns = [f"{name} {kind}" for name, kind in value.dtypes.items()]
        told = "\n".join([*columns, str(len(value)), str(int(rows.sum()))])
        return hashlib.sha256(told.encode()).hexdigest()
    return None


def _text(value: Any) -> str | None:
    """As text; times in UTC, as everywhere in a manifest."""
    if isinstance(value, float):  # what the time of change of a file is
        value = datetime.datetime.fromtimestamp(value, datetime.timezone.utc)
    elif isinstance(value, str) and value.endswith(" GMT"):  # of a web server
        value = email.utils.parsedate_to_datetime(value)
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.timezone.utc).isoformat(timespec="milliseconds")
    return None if value is None else str(value).strip('"')


def _dynamicio() -> Any:
    return importlib.import_module(f"{project.RUNTIME}.dynamicio_tables")
