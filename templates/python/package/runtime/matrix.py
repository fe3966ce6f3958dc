"""Runs side by side, one for each combination of parameters."""

from __future__ import annotations

import concurrent.futures
import itertools
import time
from collections.abc import Sequence
from typing import Any

from . import store
from .combinations import Combination
from .history import metric_names
from .launch import Launcher
from .overwriting import check_overwriting
from .problems import PipelineError
from .shared_work import SharedWork
from .text_table import table_text

Row = dict[str, Any]


def run_matrix(launcher: Launcher, combinations: Sequence[Combination], run: str | None, jobs: int) -> list[Row]:
    """Make all runs, at most `jobs` steps at a time over all of them; returns a row for each.

    Runs whose steps write files or tables write the same ones, so they are made one after the other.
    """
    check_overwriting(launcher.pipeline, launcher.selection.steps, [each.parameters for each in combinations])
    names = _run_names(combinations, run)
    work = SharedWork(launcher.pipeline, jobs)
    steps = (launcher.pipeline.steps[name] for name in launcher.selection.steps)
    writes = any(step.writes or step.sinks for step in steps)
    with concurrent.futures.ThreadPoolExecutor(1 if writes else min(jobs, len(names))) as threads:
        pairs = zip(names, combinations, strict=True)
        futures = [threads.submit(_run_one, launcher, work, name, combination) for name, combination in pairs]
        try:
            concurrent.futures.wait(futures)
        except KeyboardInterrupt:
            work.stop()
        return [future.result() for future in futures]


def rows_text(rows: Sequence[Row]) -> str:
    """The runs as a table: values, what came of it, metrics."""
    values, metrics = list(rows[0]["combination"]), metric_names(rows)
    columns = [*values, "status", "seconds", "steps run", "cached", *metrics, "run"]
    lines = (
        [
            *(row["combination"][name] for name in values),
            *(row[field] for field in ("status", "seconds", "done", "cached")),
            *(row["metrics"].get(name) for name in metrics),
            row["run"],
        ]
        for row in rows
    )
    return table_text(columns, lines)


def _run_one(launcher: Launcher, work: SharedWork, run: str, combination: Combination) -> Row:
    row: Row = {"run": run, "combination": dict(combination.values), "status": "not run", "started": None}
    row |= {"seconds": None, "done": 0, "cached": 0, "metrics": {}, "error": None}
    row["parameters"] = combination.parameters.model_dump(mode="json")
    if work.stopped:
        return row
    try:
        store.new_run(run, row["parameters"])
        return row | launcher.launch(
            run, combination.parameters, combination.label, work.processes(run, row["parameters"])
        )
    except PipelineError as error:
        return row | {"status": "failed", "error": str(error)}


def _run_names(combinations: Sequence[Combination], run: str | None) -> list[str]:
    """The names of the runs; without a name for all of them, names that no run has."""
    stem = run or time.strftime("%Y%m%d-%H%M%S")
    for start in itertools.chain([stem], (f"{stem}-{number}" for number in itertools.count(2))):
        names = [f"{start}-{combination.name}" for combination in combinations]
        if run or not any(store.run_folder(name).exists() for name in names):
            return names
    raise AssertionError("there is always a next number")
