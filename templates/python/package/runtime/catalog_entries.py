"""The section `catalog` of the configuration: for each table its form, its place and options of reading or writing it."""

from __future__ import annotations

import importlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from . import project
from .config_files import config_files
from .problems import refuse
from .yaml_values import Value

FORMATS = ("csv", "dynamicio", "excel", "feather", "json", "orc", "parquet", "pickle", "sql", "stata", "xml")
_OPTIONS = ("options", "read_options", "write_options")
_FIELDS = ("format", "location", *_OPTIONS)
_CONSTANTS = {"": None, "null": None, "~": None, "true": True, "false": False}


@dataclass(frozen=True)
class Table:
    """An entry.

    Attributes:
        options: arguments of the functions of pandas that read and write the format.
        read_options: more of that which reads it; with `write_options` for a table that steps write and others read.
        write_options: the same of that which writes it.
        place: where the location is said.
    """

    name: str
    format: str = ""
    location: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)
    read_options: Mapping[str, Any] = field(default_factory=dict)
    write_options: Mapping[str, Any] = field(default_factory=dict)
    place: str = ""

    def to_read(self) -> Table:
        """The entry with all options of reading as its options."""
        return replace(self, options={**self.options, **self.read_options})

    def to_write(self) -> Table:
        """The entry with all options of writing as its options."""
        return replace(self, options={**self.options, **self.write_options})


def tables() -> dict[str, Table]:
    """The entries, later files over earlier ones; raises PipelineError for what is wrong with them."""
    found, problems = read_entries()
    refuse(problems)
    return found


def read_entries() -> tuple[dict[str, Table], list[str]]:
    """The entries and what is wrong with them. Options are merged, but a file that says another format begins anew."""
    found: dict[str, Table] = {}
    problems: list[str] = []
    sections = config_files().sections("catalog")
    known = _names_in_steps() if sections else set()
    for section in sections:
        for name, entry in section.items():
            if name in known:
                found[name] = _over(found.get(name, Table(name)), entry, problems)
            else:
                names = ", ".join(sorted(known)) or "none"
                problems.append(f"{entry.place}: no step takes or gives a table '{name}'. The tables are: {names}.")
    for table in found.values():
        problems += [
            f"{table.place}: table '{table.name}' has no {what}." for what in _FIELDS[:2] if not getattr(table, what)
        ]
    return found, problems


def _names_in_steps() -> set[str]:
    """The tables that steps take or give."""
    steps = importlib.import_module(f"{project.PACKAGE}.pipeline").STEPS
    return {name for step in steps for name in (*step.sources, *step.sinks)}


def _over(table: Table, entry: Value, problems: list[str]) -> Table:
    table = replace(table, place=table.place or entry.place)
    for key, value in entry.items():
        if key == "format" and value.content in FORMATS:
            if value.content != table.format:
                table = Table(table.name, value.content, table.location, place=table.place)
        elif key == "format":
            problems.append(
                f"{value.place}: there is no format '{value.content}'. The formats are: {', '.join(FORMATS)}."
            )
        elif key == "location" and isinstance(value.content, str):
            table = replace(table, location=value.content, place=value.place)
        elif key == "location":
            problems.append(f"{value.place}: the location of '{table.name}' is a text.")
        elif key in _OPTIONS and isinstance(value.content, dict):
            table = replace(table, **{key: {**getattr(table, key), **plain_value(value)}})
        elif key in _OPTIONS and plain_value(value) is None:
            table = replace(table, **{key: {}})
        else:
            problems.append(f"{value.place}: a table has no '{key}'. It has: {', '.join(_FIELDS)}.")
    if not isinstance(entry.content, dict):
        problems.append(f"{entry.place}: table '{table.name}' takes {', '.join(_FIELDS)}.")
    return table


def plain_value(value: Value) -> Any:
    """What a text without quotes means in JSON (`0`, `1.5`, `true`, `null`), lists and mappings of such; else the text."""
    if isinstance(value.content, dict):
        return {name: plain_value(each) for name, each in value.content.items()}
    if isinstance(value.content, list):
        return [plain_value(each) for each in value.content]
    text = value.content
    if not value.plain:
        return text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if re.fullmatch(r"[+-]?\d+", text):
        return int(text)
    return float(text) if re.fullmatch(r"[+-]?(\d+\.\d*|\.\d+|\d+)([eE][+-]?\d+)?", text) else text
