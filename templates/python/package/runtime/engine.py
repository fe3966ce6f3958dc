"""One step of a run, for engines that order the steps themselves (and for the runner's own processes)."""

from __future__ import annotations

import datetime
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from . import metadata, project, store
from .checkpoints import Checkpoints, step_parameters
from .manifest import read_manifest, write_manifest
from .problems import PipelineError
from .processes import end_with_parent, unfinished
from .store import Record
from .table import Pipeline, Step
from .worker import Job, run_job
from .workplace import files_before, leave, own_files, workplace

_OVER = ("done", "cached")


def run_step(name: str, run: str, patches: Sequence[str], echo: bool = True) -> int:
    """Run a step with what the steps before it left in the run, on whichever machine; returns the exit code.

    The first step of a run makes it, with the patched parameters. A stored result is used when there is one. A step
    that this run has already is not run again, so that every later step sees the same result; but the manifest and the
    report are written if they are not there in full, as when a run was put together of what several machines gave.
    With `echo` it prints what the step prints.
    """
    if os.environ.get("PIPELINE_ENDS_WITH_PARENT"):
        end_with_parent()
    pipeline = project.load_pipeline(run)
    step = pipeline.step(name)
    all_parameters = _parameters(run, patches, step)
    parameters = step_parameters(step, all_parameters)
    if (own := store.read_from_run(run, name)) and own["status"] in _OVER:
        print(f"Step '{name}' is done in run {run} already.", file=sys.stderr)
        if (read_manifest(run) or {}).get("status") != "done":
            _tell_of_run(pipeline, run, own)
        return 0
    needed = {other: _record_of(run, other, name) for other in pipeline.steps if other in pipeline.needs[name]}
    sources = {source: needed[source] for source in pipeline.sources(name)}
    before = files_before(pipeline, needed.values())
    with workplace(run, step, before) as place:
        checkpoints = Checkpoints(pipeline, all_parameters, carried=True)
        key = checkpoints.key(step, sources)
        if step.cache and (cached := checkpoints.find(step, key)):
            record = store.keep_cached(run, {**cached, "files": _merged(pipeline, before, own_files(cached))})
        else:
            job = _job(pipeline, step, run, key, parameters, sources)
            with _time_limit(step, lambda: unfinished(run, name, key, 1, "failed", _too_long(step), "TimeLimit")):
                record, _ = run_job(replace(job, echo=echo, files=place.files))
    _tell_of_run(pipeline, run, record)
    return 1 if record["status"] == "failed" else 0


def run_child(name: str, run: str, key: str, attempt: int, code: str | None) -> int:
    """Run a step in a process of the runner, which has looked for a stored result; returns the exit code.

    `code` is the hash of the step's code, which the runner knows.
    """
    end_with_parent()
    pipeline = project.load_pipeline(run)
    step = pipeline.step(name)
    parameters = step_parameters(step, _parameters(run, (), step) if step.parameters else {})
    records = {source: _record_of(run, source, name) for source in pipeline.sources(name)}
    job = _job(pipeline, step, run, key, parameters, records)
    record, _ = run_job(replace(job, attempt=attempt, code=code))
    return 1 if record["status"] == "failed" else 0


def _parameters(run: str, patches: Sequence[str], step: Step) -> dict[str, Any]:
    """The parameters of a run, which begins here if it is not there yet, with the secrets that the step takes."""
    from .parameters import arguments_of, patched_params, read_params

    values = store.read_record(store.run_folder(run) / "parameters.json")
    if values is not None and not patches:
        return arguments_of(read_params(values, step.parameters))
    parameters = patched_params(patches, step.parameters)
    dumped = parameters.model_dump(mode="json")
    if values is None:
        store.new_run(run, dumped)
        metadata.begin(run)
    elif values != dumped:
        raise PipelineError(f"Run {run} has other parameters. All steps of a run take the same ones.")
    return arguments_of(parameters)


def _record_of(run: str, source: str, step: str) -> Record:
    record = store.read_from_run(run, source)
    if record is None or record["status"] not in _OVER:
        raise PipelineError(f"Step '{step}' needs step '{source}', which has no result in run {run} yet.")
    return record


def _job(
    pipeline: Pipeline,
    step: Step,
    run: str,
    key: str,
    parameters: dict[str, Any],
    records: dict[str, Record],
) -> Job:
    producers = pipeline.producers[step.name]
    source = pipeline.random_sources.get(step.name)
    sources = {variable: records[producer] for variable, producer in producers.items()}
    state = records[source]["random_state"] if source else None
    return Job(step, run, key, parameters, sources, state)


def _merged(pipeline: Pipeline, before: dict[str, Record], own: Sequence[Record]) -> list[Record]:
    left = files_before(pipeline, [{"files": list(before.values())}, {"files": own}])
    return [left[name] for name in sorted(left)]


@contextmanager
def _time_limit(step: Step, record_it: Callable[[], Any]) -> Iterator[None]:
    """End the process when the step takes longer than it may."""

    def end() -> None:
        record_it()
        os.write(errors, f"Step '{step.name}' {_too_long(step)}\n".encode())
        os._exit(1)

    errors = os.dup(2)  # what the step writes goes to its log
    timer = threading.Timer(step.time_limit, end)
    timer.daemon = True
    if step.time_limit:
        timer.start()
    try:
        yield
    finally:
        timer.cancel()
        os.close(errors)


def _too_long(step: Step) -> str:
    return f"took longer than its limit of {step.time_limit} seconds."


def _tell_of_run(pipeline: Pipeline, run: str, last: Record) -> None:
    """Write the manifest at the start of a run, and again with the report once all steps have a result or one failed."""
    is_over = last["status"] == "failed" or store.recorded_steps(run) >= pipeline.steps.keys()
    known = read_manifest(run)
    if not is_over and known is not None:
        return
    records = [record for name in store.recorded_steps(run) if (record := store.read_from_run(run, name))]
    now = datetime.datetime.now(datetime.timezone.utc)
    own = [record["started"] for record in records if record["run"] == run and record["started"]]  # not of cached ones
    started = min([now, *map(datetime.datetime.fromisoformat, [*own, *([known["started"]] if known else [])])])
    state: dict[str, Any] = {"status": "running", "started": started.isoformat(timespec="milliseconds")}
    if is_over:
        failed = any(record["status"] == "failed" for record in records)
        state |= {
            "status": "failed" if failed else "done",
            "finished": now.isoformat(timespec="milliseconds"),
            "seconds": round((now - started).total_seconds(), 3),
        }
    write_manifest(pipeline, run, state)
    if is_over:
        from .report import write_report

        write_report(pipeline, run)
    if state["status"] == "done":
        leave(run)
        store.sweep()
