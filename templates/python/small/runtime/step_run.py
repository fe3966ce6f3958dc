"""One step of a run, in this process: its inputs are loaded, its function is called, and what it gave is stored."""

import asyncio
import importlib
import numbers
import sys
import time
import traceback
from contextlib import nullcontext
from itertools import dropwhile
from typing import Any

from ..params import Params
from ..pipeline import STEPS
from . import display, store
from .project import PACKAGE, RUNS, SOURCE, Record, enter_working_directory, file_hashes, read_json, write_json
from .table import Row, wire


def run_step(row: Row, run: str, key: str) -> Record:
    """Run a step; its record says what it gave, or what went wrong. All that it gave is stored, or nothing."""
    step, place, started = row.step, store.folder_of(row.step.name, key), time.perf_counter()
    record: Record = {"step": step.name, "key": key, "run": run, "status": "done", "artifacts": [], "error": None}
    place.mkdir(parents=True, exist_ok=True)
    with display.logging() as log:
        try:
            outputs = _call(row, run, log)
            record["artifacts"] = store.save(outputs, place / f"{run}.pkl") if outputs else []
            numeric = [name for name in step.metrics if isinstance(outputs[name], numbers.Real)]
            record["metrics"] = {name: float(outputs[name]) for name in numeric}
        except BaseException as error:  # noqa: BLE001 - whatever a step raises, even SystemExit, is its failure
            record |= {"status": "failed", "error": _described(error, str(SOURCE / "steps" / f"{step.name}.py"))}
    log.write(file := place / f"{run}.jsonl")
    record |= {"log": {"file": str(file.relative_to(RUNS))}, "writes": file_hashes(step.writes)}
    record["seconds"] = round(time.perf_counter() - started, 3)
    if not record["error"]:
        write_json(place / "step.json", record)
    write_json(RUNS / run / "steps" / f"{step.name}.json", record)
    return record


def _call(row: Row, run: str, log: display.Log) -> dict[str, Any]:
    """What the step gives, by name."""
    step = row.step
    function = getattr(importlib.import_module(f"{PACKAGE}.steps.{step.name}"), step.name)
    log.code = function.__code__
    if (pandas := sys.modules.get("pandas")) and pandas.get_option("display.max_columns") == 0:
        pandas.set_option("display.max_columns", 20)  # as in a notebook
    for name in step.settings:
        getattr(importlib.import_module(f"{PACKAGE}.settings"), name)()
    given = {giver: store.load_values(store.read_from_run(run, giver)) for giver in set(row.givers.values())}
    inputs = {name: given[giver][name] for name, giver in row.givers.items()}
    params = Params(**read_json(RUNS / run / "parameters.json"))
    chosen = {name: getattr(params, name) for name in step.parameters}
    drawing = importlib.import_module(f"{__package__}.random_state") if step.draws else None
    with drawing.hand_on(inputs) if drawing else nullcontext({}) as state:
        result = function(**inputs, **chosen)
        if step.asynchronous:
            result = asyncio.run(result)
        display.end_cell()
    outputs = dict(zip(step.outputs, [result] if len(step.outputs) == 1 else result or (), strict=True))
    return outputs | state


def _described(error: BaseException, file: str) -> Record:
    """The error with its place in the step."""
    frames = list(dropwhile(lambda frame: frame.filename != file, traceback.extract_tb(error.__traceback__)))
    own = [frame.lineno for frame in frames if frame.filename == file]
    lines = ["Traceback (most recent call last):\n", *traceback.format_list(frames)]
    text = "".join([*lines, *traceback.format_exception_only(error)])
    found = {"type": type(error).__name__, "message": str(error), "traceback": text}
    return {**found, "file": file if own else None, "line": own[-1] if own else None}


if __name__ == "__main__":
    enter_working_directory()
    run_step(wire(STEPS)[sys.argv[1]], *sys.argv[2:])
