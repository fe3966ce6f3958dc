"""Try a step by hand, in a notebook or a console: with the inputs that it had in a run, and against what it gave there.

from <package>.steps.model import model
given = artifacts.inputs("model")
artifacts.compare("model", model(**given | {"alpha": 0.5}))
"""

from __future__ import annotations

import contextlib
import copy
import importlib
import io
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from . import artifacts, catalog, project, random_state, store
from .checkpoints import step_parameters
from .comparison import Comparison
from .problems import PipelineError
from .remake import Remaker, loaded_together
from .store import Record
from .table import Pipeline

_LONGEST_SHOWN = 40


def inputs(step: str, run: str = "latest") -> dict[str, Any]:
    """The inputs and parameters that a step has in a run, by name; loaded anew each time, so the step may change them.

    From then on this process works as the step does: in its folder, with its environment, settings and random state.
    "latest" means the run that started last among those that have results of all that the step needs.
    """
    from .parameters import arguments_of, read_params

    table = project.load_table()
    table.step(step)
    run = _latest_with(table, step) if run == "latest" else run
    values = store.read_record(store.run_folder(run) / "parameters.json")
    if values is None:
        raise PipelineError(f"There is no run {run}. `artifacts.run_ids()` lists them.")
    pipeline = project.load_pipeline(run)
    row = pipeline.step(step)
    records = {source: _record(run, source, step) for source in pipeline.sources(step)}
    sources = {name: records[giver] for name, giver in pipeline.producers[step].items()}
    project.enter_working_directory()
    os.environ.update(row.environment)
    for name in row.settings:
        project.settings_function(name)()
    made = Remaker(pipeline, run, _Silence()).values(sources, {})
    loaded = loaded_together(sources, made)
    if (giver := pipeline.random_sources.get(step)) and (state := records[giver]["random_state"]):
        random_state.restore(json.loads(store.object_path(state).read_bytes()))
    tables = catalog.load(row, values) if row.sources else {}
    parameters = step_parameters(row, arguments_of(read_params(values, row.parameters)))
    return {**loaded, **made, **tables, **copy.deepcopy(parameters)}


def compare(step: str, result: Any, run: str = "latest") -> dict[str, str]:
    """What the function of a step returned against what the step gave in a run, by output."""
    from .worker import named_outputs

    outputs = named_outputs(project.load_table().step(step), result)
    return {name: _difference(artifacts.load(name, run, step), value) for name, value in outputs.items()}


def _difference(stored: Any, value: Any) -> str:
    comparison = Comparison()
    if type(stored) is type(value) and not comparison.knows(type(value)):
        return f"objects of {type(value).__module__}.{type(value).__qualname__} cannot be compared"
    place = comparison.difference(stored, value)
    if place is None:
        return "the same"
    texts = [repr(stored), repr(value)]
    if not place and max(map(len, texts)) <= _LONGEST_SHOWN:
        return " -> ".join(texts)
    return f"differs{f' in {place}' if place.startswith(('[', '.')) else place}"


def _latest_with(pipeline: Pipeline, step: str) -> str:
    needed = pipeline.sources(step)
    for run in reversed(artifacts.run_ids()):
        if all(_is_over(store.read_from_run(run, source)) for source in needed):
            return run
    what = f" with results of {' and '.join(sorted(needed))}" if needed else ""
    raise PipelineError(f"There is no run{what} in {project.RUNS} yet. Run the pipeline first.")


def _record(run: str, source: str, step: str) -> Record:
    record = store.read_from_run(run, source)
    if record is None or not _is_over(record):
        raise PipelineError(f"Step '{step}' needs step '{source}', which has no result in run {run}.")
    return record


def _is_over(record: Record | None) -> bool:
    return record is not None and record["status"] in ("done", "cached")


class _Silence:
    """Takes the place of a step's log while values are made again."""

    @contextmanager
    def muted(self) -> Iterator[None]:
        """Show nothing."""
        with contextlib.ExitStack() as stack:
            if "IPython" in sys.modules:
                stack.enter_context(importlib.import_module("IPython.utils.capture").capture_output())
            stack.enter_context(contextlib.redirect_stdout(io.StringIO()))
            stack.enter_context(contextlib.redirect_stderr(io.StringIO()))
            yield
