"""Run one step in this process, as a cell of the notebook would run, and store what it gave."""

from __future__ import annotations

import copy
import datetime
import faulthandler
import inspect
import json
import os
import platform
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from . import artifacts, display, files, fingerprint, passing, project, provenance, quality, random_state, shell, store
from .effects import Effects
from .error_records import describe_error
from .guard import Guard
from .inputs import LoadedInputs
from .labels import Labels
from .log import StepLog
from .metrics import numbers_in
from .observed import ReadFiles
from .problems import LiveValueError, PipelineError
from .remake import Remaker
from .seeds import seeds_of
from .store import Record
from .table import Step
from .usage import Usage


@dataclass
class Job:
    """A step to run.

    Attributes:
        sources: records of the steps that gave the inputs, by input.
        random_state: record of the stored random state to start with; None leaves the generators alone.
        values: inputs that are in memory already; the others are loaded.
        echo: pass on what the step prints, besides logging it.
        isolated: other steps run in other processes, so that a change counts only if it is given back.
        attempt: 1 for the first try to run the step.
        files: gives what the step left in a working directory of its own, if it has one.
        code: the hash of the step's code, where it is known already.
    """

    step: Step
    run: str
    key: str
    parameters: Mapping[str, Any]
    sources: Mapping[str, Record]
    random_state: Record | None = None
    values: dict[str, Any] = field(default_factory=dict)
    echo: bool = False
    isolated: bool = True
    attempt: int = 1
    files: Callable[[], list[Record]] | None = None
    code: str | None = None


def run_job(job: Job) -> tuple[Record, dict[str, Any]]:
    """Run a step; returns its record, which is stored when the step went well, and its outputs in memory."""
    started, clock = datetime.datetime.now(datetime.timezone.utc), time.perf_counter()
    usage, log = Usage(job.isolated), StepLog(store.run_folder(job.run) / "logs", job.step.name, job.echo)
    record: Record = {
        "step": job.step.name,
        "key": job.key,
        "run": job.run,
        "status": "done",
        "started": started.isoformat(timespec="milliseconds"),
        "seconds": 0.0,
        "attempts": job.attempt,
        "artifacts": [],
        "random_state": None,
        "random_start": None,
        "reads": {},
        "writes": {},
        "catalog": [],
        "warnings": [],
        "unstored": {},
        "remade": [],
        "error": None,
        "code": job.code or fingerprint.code_hash(job.step),
        "seeds": seeds_of(job.step, job.parameters),
        "random_before": job.random_state["sha256"] if job.random_state else None,
        "numbers": {},
        "source": project.step_file(job.step.name).read_text(encoding="utf-8"),
        "python": platform.python_version(),
        "packages": fingerprint.package_versions(job.step),
        "schemas": quality.version(job.step),
    }
    outputs: dict[str, Any] = {}
    log.start()
    try:
        outputs, guard, effects = _call(job, log, record)
        quality.check_outputs(job.step, outputs)
        record["artifacts"] = _save(job.step, outputs, effects, guard.labels, record)
        record["numbers"] = numbers_in(outputs)
        start = record["random_start"] if record["unstored"] else None  # to run it again needs that
        record["random_start"] = _store_state(start) if start else None
        guard.check(record)
        if job.step.sinks:
            provenance.save(job.step, outputs, run_parameters(job.run), record)
        record["writes"] = _hashes(job.step.writes)
        if job.files:
            record["files"] = job.files()
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 - whatever a step raises, even SystemExit, is its failure
        record |= {
            "status": "failed",
            "artifacts": [],
            "numbers": {},
            "random_start": None,
            "error": describe_error(error),
        }
        sys.stderr.write(record["error"]["traceback"] or record["error"]["message"] + "\n")
    finally:
        log.stop()
    record["seconds"] = round(time.perf_counter() - clock, 3)
    record["resources"] = usage.so_far()
    record["log"] = store.keep_copy(log.path)
    if record["status"] == "done":
        store.save_checkpoint(record)
    store.save_to_run(job.run, record)
    return record, outputs


def _save(step: Step, outputs: Mapping[str, Any], effects: Effects, labels: Labels, record: Record) -> list[Record]:
    """Store the outputs; the record says which could not be, and why."""
    pipeline = project.load_table()

    def left_out(name: str, value: Any, error: LiveValueError) -> None:
        if takers := pipeline.takers(step.name, name):
            passing.without_storing(name, value, error, effects.described(), takers)
            record["unstored"][name] = error.reason
        else:
            text = f"'{name}' is not stored, for it cannot leave the process that made it; no step takes it."
            record["warnings"].append(text)

    return artifacts.save_values(step.name, outputs, left_out, labels)


def _call(job: Job, log: StepLog, record: Record) -> tuple[dict[str, Any], Guard, Effects]:
    """Prepare the process as the notebook had it, call the step function and name its outputs."""
    step = job.step
    faulthandler.enable(file=2)
    display.prepare()
    project.enter_working_directory()
    os.environ.update(step.environment)
    function = project.step_function(step.name)
    log.code = function.__code__
    for name in step.settings:
        project.settings_function(name)()
    pipeline = project.load_pipeline(job.run)
    needed = pipeline.still_used(step.name) if job.isolated and step.check_inputs else {}
    remaker = Remaker(pipeline, job.run, log)
    made = remaker.values(job.sources, job.values)
    record["remade"] = remaker.notes
    inputs = LoadedInputs(job.sources, {**job.values, **made}, needed)
    handed = json.loads(store.object_path(job.random_state).read_bytes()) if job.random_state else {}
    random_state.restore(handed)
    before = random_state.capture(handed)
    guard = Guard(pipeline, step, job.run, inputs, job.isolated)
    with ReadFiles(project.working_directory()) as read, Effects() as effects:
        tables = quality.sources(step, run_parameters(job.run), record) if step.sources else {}
        result = invoke(function, step, {**inputs.values, **tables, **copy.deepcopy(dict(job.parameters))})
        display.finish_cell()
    guard.function_returned()
    record["warnings"] += _unmarked_cells(function)
    seen = read.names()
    record["reads"] = {**_hashes(set(step.reads).difference(seen), remembered=True), **_hashes(seen)}
    after = random_state.capture(before)
    if step.draws:
        record["random_state"] = _store_state(after)
    elif drew := random_state.changed(before, after):
        _check_draws(step, drew)
        record["random_start"] = before
    return named_outputs(step, result), guard, effects


def run_parameters(run: str) -> dict[str, Any]:
    """All parameters of a run, as JSON."""
    return store.read_record(store.run_folder(run) / "parameters.json") or {}


def invoke(function: Callable[..., Any], step: Step, arguments: dict[str, Any]) -> Any:
    """Call the function of a step."""
    if not step.asynchronous:
        return function(**arguments)
    import asyncio

    return asyncio.run(function(**arguments))


def _unmarked_cells(function: Callable[..., Any]) -> list[str]:
    """What to know when functions are to be called after each cell, and the code does not say where cells end."""
    hooks = shell.hooks()
    if not hooks or "end_cell" in function.__code__.co_names or "\n\n" not in inspect.getsource(function):
        return []
    what = f"{' and '.join(hooks)} asked to be called after each cell, and was called once, after the step."
    return [f"{what} Where a cell ended above, add `end_cell()` of {display.__name__}."]


def _hashes(names: Iterable[str], remembered: bool = False) -> dict[str, str | None]:
    """Content hashes of data files; of `remembered` ones the runner has just taken them for the key."""
    memory = store.store_folder() / "hashes.json" if remembered and names else None
    return files.FileHashes(memory).of(project.working_directory(), sorted(names))


def _store_state(state: random_state.State) -> Record:
    with store.scratch_folder() as folder:
        path = folder / "random-state.json"
        path.write_text(json.dumps(state), encoding="ascii")
        return store.keep(path)


def _check_draws(step: Step, drew: list[str]) -> None:
    """Refuse a change of random state that the table does not know of, when other steps draw: their order matters."""
    other = [each.name for each in project.load_table().steps.values() if each.draws and each.notebook == step.notebook]
    if other:
        raise PipelineError(
            f"Step '{step.name}' changed the state of {' and '.join(drew)}, and '{other[0]}' draws too. "
            "Add draws=True to both rows of the step table."
        )


def named_outputs(step: Step, result: Any) -> dict[str, Any]:
    """What the function of a step returned, by name."""
    if not step.outputs:
        return {}
    if len(step.outputs) == 1:
        return {step.outputs[0]: result}
    if not isinstance(result, tuple) or len(result) != len(step.outputs):
        raise PipelineError(f"Step '{step.name}' has to return a tuple of {', '.join(step.outputs)}.")
    return dict(zip(step.outputs, result, strict=True))
