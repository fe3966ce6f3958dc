"""Runs side by side must not write different data to one place."""

from __future__ import annotations

import importlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from . import project, remote
from .catalog_entries import Table
from .parameters import arguments_of
from .problems import refuse
from .table import Pipeline
from .table_places import location_of, table_of


def check_overwriting(pipeline: Pipeline, steps: Collection[str], runs: Sequence[BaseModel]) -> None:
    """Refuse runs with these parameters if one would overwrite a table of the catalog that another one writes.

    A step that all runs call with the same parameters and tables, those of the steps before it too, writes the same.
    """
    arguments = [arguments_of(each) for each in runs]
    refuse([problem for name in pipeline.steps if name in steps for problem in _problems(pipeline, name, arguments)])


def _problems(pipeline: Pipeline, name: str, runs: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    before = [pipeline.steps[each] for each in pipeline.upstream(name)]
    taken = sorted({parameter for step in before for parameter in step.parameters})
    sources = [table_of(table) for step in before for table in step.sources]
    for table in map(table_of, pipeline.steps[name].sinks):
        if table.to_write().options.get("if_exists") == "append":
            continue
        causes: dict[str, list[Any]] = {}
        for run in runs:
            cause = [[run[each] for each in taken if each in run], [_place(source, run) for source in sources]]
            causes.setdefault(_place(table, run), []).append(cause)
        for place, found in causes.items():
            if any(cause != found[0] for cause in found):
                yield _problem(table, place, _varied(runs))
                break


def _place(table: Table, parameters: Mapping[str, Any]) -> str:
    if table.format == "dynamicio":
        return importlib.import_module(f"{project.RUNTIME}.dynamicio_tables").place(table, parameters)
    return location_of(table, parameters)


def _varied(runs: Sequence[Mapping[str, Any]]) -> str:
    names = [name for name in runs[0] if any(run[name] != runs[0][name] for run in runs)]
    return " and ".join(f"`{{{name}}}`" for name in names)


def _problem(table: Table, place: str, varied: str) -> str:
    return (
        f"{table.place}: the runs would overwrite each other's table '{table.name}' at {remote.shown_address(place)}. "
        f"Put {varied} into its location, or choose an environment (--env) in which that is so."
    )
