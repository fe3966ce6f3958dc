"""One step of a run, in this process: its inputs are loaded, its function is called, and what it gave is stored."""

from __future__ import annotations

import asyncio
import importlib
import shutil
import sys
import time
import traceback
from pathlib import Path
from typing import Any

from . import display, store
from .log import logging_to
from .params import read_parameters
from .project import PACKAGE, RUNS, Record, file_hashes, write_json
from .random_state import random_states, set_random_states
from .table import RANDOM_STATE, Row


def run_step(row: Row, run: str, key: str, memory: dict[str, dict[str, Any]] | None = None) -> Record:
    """Run a step; its record says what it gave, or what went wrong. All that it gave is stored, or nothing.

    `memory` has what steps gave in this process, by step and name; the rest is loaded.
    """
    name, started, place = row.step.name, time.perf_counter(), store.folder_of(row.step.name, key)
    new = place.with_name(f"{key}-{run}.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    record: Record = {"step": name, "key": key, "run": run, "status": "done", "artifacts": [], "error": None}
    try:
        outputs = _call(row, run, new / "log.jsonl", {} if memory is None else memory)
        record["artifacts"] = store.save(outputs, new)
        record["metrics"] = {name: float(outputs[name]) for name in row.step.metrics if _is_number(outputs[name])}
    except BaseException as error:  # noqa: BLE001 - whatever a step raises, even SystemExit, is its failure
        place = RUNS / run / "failed" / name
        record |= {"status": "failed", "error": _described(error, f"{name}.py")}
    record |= {"seconds": round(time.perf_counter() - started, 3), "writes": file_hashes(row.step.writes)}
    record["log"] = {"file": str((place / "log.jsonl").relative_to(RUNS))}
    write_json(new / "step.json", record)
    shutil.rmtree(place, ignore_errors=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    new.replace(place)
    write_json(RUNS / run / "steps" / f"{name}.json", record)
    return record


def _call(row: Row, run: str, log_file: Path, memory: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """What the step gives, by name; it is put into the memory as well."""
    step = row.step
    with logging_to(log_file) as log:
        function = getattr(importlib.import_module(f"{PACKAGE}.steps.{step.name}"), step.name)
        log.code = function.__code__
        if (pandas := sys.modules.get("pandas")) and pandas.get_option("display.max_columns") == 0:
            pandas.set_option("display.max_columns", 20)  # as in a notebook
        for name in step.settings:
            getattr(importlib.import_module(f"{PACKAGE}.settings"), name)()
        inputs: dict[str, Any] = {}
        for giver in set(row.givers.values()):
            names = [name for name, other in row.givers.items() if other == giver]
            given = memory.get(giver) or store.load_values(store.read_from_run(run, giver), names)
            inputs |= {name: given[name] for name in names}
        handed = inputs.pop(RANDOM_STATE, {})
        set_random_states(handed)
        before = random_states()
        result = function(**inputs, **read_parameters(run, step.parameters))
        if step.asynchronous:
            result = asyncio.run(result)
        display.end_cell()
    outputs = dict(zip(step.outputs, [result] if len(step.outputs) == 1 else result or (), strict=True))
    changed = {name: state for name, state in random_states().items() if state != before.get(name)}
    memory[step.name] = {**outputs, RANDOM_STATE: {**handed, **changed}} if step.draws else outputs
    return memory[step.name]


def _is_number(value: Any) -> bool:
    kind = getattr(getattr(value, "dtype", None), "kind", "?")
    return isinstance(value, int | float) or (kind in "iuf" and value.shape == ())


def _described(error: BaseException, file: str) -> Record:
    """The error with its place in the step."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [at for at, frame in enumerate(frames) if Path(frame.filename).name == file]
    place = frames[own[-1]] if own else None
    lines = traceback.format_list(frames[own[0] :]) if own else []
    text = "".join(["Traceback (most recent call last):\n", *lines, *traceback.format_exception_only(error)])
    found = {"type": type(error).__name__, "message": str(error), "traceback": text}
    return {**found, "file": place and place.filename, "line": place and place.lineno}
