"""Run ids for engines that start what changed, as `make` does: the same content is the same run."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from . import catalog, project
from .calling import patches
from .catalog_entries import tables
from .files import FileHashes
from .parameters import arguments_of, patched_params
from .problems import PipelineError
from .step_options import run_record
from .store import store_folder


def run_id_of_content(name: str, parameters: Mapping[str, Any]) -> str:
    """`name` with a hash of all that decides what a run gives: code, what it requires, data, configuration and parameters.

    A run under this id is the same whenever it is continued. After a change there is a new run, which takes from the
    store what the change does not concern.
    """
    chosen = patched_params(patches(parameters), ())
    hashes, data = FileHashes(store_folder() / "hashes.json"), project.data_folder()
    content = [
        hashes.of(project.SOURCE, ["**/*.py"]),
        hashes.of(project.ROOT, ["pyproject.toml", "uv.lock"]),
        hashes.of(data.parent, [data.name]),
        chosen.model_dump(mode="json"),
        _configuration(chosen),
    ]
    hashes.save()
    return f"{name}-{hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:12]}"


def configuration(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The environment, the files of the configuration, the options of steps, and the tables that come from outside."""
    return _configuration(patched_params(patches(parameters), ()))


def _configuration(chosen: BaseModel) -> dict[str, Any]:
    arguments = arguments_of(chosen)
    return {"chosen": run_record(), "tables": {name: _stamp(name, arguments) for name in _outer_tables()}}


def _outer_tables() -> list[str]:
    """The tables that steps take and no step writes: those that change while a run goes on cannot name it."""
    steps, entries = project.load_table().steps.values(), tables()
    written = {name for step in steps for name in step.sinks}
    places = {entries[name].location for name in written if name in entries}
    taken = {name for step in steps for name in step.sources} - written
    return sorted(name for name in taken if name not in entries or entries[name].location not in places)


def _stamp(name: str, arguments: Mapping[str, Any]) -> Any:
    """Nothing for a table that an engine, in its own environment, cannot look at: the step that takes it can, or says why not."""
    try:
        return catalog.source_stamps([name], arguments, untold="")[name]
    except (PipelineError, ImportError):
        return None
