"""One step of a run, for engines that order the steps themselves (and for the runner's own processes)."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from . import metadata, project, store
from .checkpoints import Checkpoints, step_parameters
from .files import read_json
from .manifest import read_manifest, write_manifest
from .problems import PipelineError
from .processes import end_with_parent
from .store import Record
from .table import Pipeline, Step
from .worker import Job, run_job


def run_step(
    name: str, run: str, patches: Sequence[str], *, key: str | None, attempt: int | None, code: str | None
) -> int:
    """Run a step with what the steps before it left in the run; returns the exit code.

    The first step of a run makes it, with the patched parameters. A stored result is used when there is one, unless
    the runner, which has looked already, gives the key, the number of the attempt and the hash of the code.
    """
    child = attempt is not None
    if child:
        end_with_parent()
    pipeline = project.load_pipeline()
    step = pipeline.step(name)
    parameters = step_parameters(step, _parameters(run, patches) if step.parameters or not child else {})
    records = {source: _record_of(run, source, name) for source in pipeline.sources(name)}
    cached = None
    if key is None:
        checkpoints = Checkpoints(pipeline, parameters)
        key = checkpoints.key(step, records)
        cached = checkpoints.find(step, key)
    if cached:
        record = store.keep_cached(run, cached)
    else:
        job = _job(pipeline, step, run, key, parameters, records)
        record, _ = run_job(replace(job, echo=not child, attempt=attempt or 1, code=code))
    if not child:
        _update_manifest(pipeline, run)
    return 1 if record["status"] == "failed" else 0


def _parameters(run: str, patches: Sequence[str]) -> dict[str, Any]:
    """The parameters of a run, which begins here if it is not there yet."""
    from .parameters import arguments_of, patched_params, read_params

    values = read_json(store.run_folder(run) / "parameters.json")
    if values is not None and not patches:
        return arguments_of(read_params(values))
    parameters = patched_params(patches)
    store.new_run(run, parameters.model_dump(mode="json"))
    metadata.begin(run)
    return arguments_of(parameters)


def _record_of(run: str, source: str, step: str) -> Record:
    record = store.read_from_run(run, source)
    if record is None or record["status"] not in ("done", "cached"):
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


def _update_manifest(pipeline: Pipeline, run: str) -> None:
    from .report import write_report

    statuses = [(store.read_from_run(run, name) or {"status": "not run"})["status"] for name in pipeline.steps]
    status = "failed" if "failed" in statuses else "running" if "not run" in statuses else "done"
    now = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="milliseconds")
    known = read_manifest(run) or {"started": now}
    write_manifest(pipeline, run, {"status": status, "started": known["started"], "finished": now})
    write_report(pipeline, run)
