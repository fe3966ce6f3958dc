"""`runs/<run>/manifest.json`: what a run did, from which parameters and versions, and what it gave."""

from __future__ import annotations

import datetime
import os
import platform
import time
from collections.abc import Mapping
from typing import Any

from . import metadata, step_options, store
from .metrics import merge_metrics, metrics_among
from .store import Record
from .table import Pipeline, Step

SCHEMA_VERSION = 1

_SHARE = 20  # writing the manifest takes at most one part in so many of the time of a run


class RunManifest:
    """The manifest of a run in progress.

    The more steps there are, the longer it takes to write it. So `update` puts that off when it was written just now, and
    all in all it does not grow with the square of the steps.
    """

    def __init__(self, pipeline: Pipeline, run: str) -> None:
        self._pipeline = pipeline
        self._run = run
        self._records = _records(pipeline, run)
        self._due = 0.0
        self._is_old = False

    def keep(self, step: str, record: Record | None) -> None:
        """The record of a step; None when it runs again."""
        self._records[step] = record

    def update(self, state: Mapping[str, Any]) -> None:
        """Write the manifest, now or when `seconds_left` are over."""
        self._is_old = True
        if time.monotonic() >= self._due:
            self.write(state)

    def seconds_left(self) -> float | None:
        """After how many seconds to `write`; None when all is written."""
        return max(0.0, self._due - time.monotonic()) if self._is_old else None

    def write(self, state: Mapping[str, Any]) -> None:
        """Write the manifest."""
        clock = time.monotonic()
        write_manifest(self._pipeline, self._run, state, self._records)
        self._is_old = False
        self._due = time.monotonic() + _SHARE * (time.monotonic() - clock)


def write_manifest(
    pipeline: Pipeline, run: str, state: Mapping[str, Any], records: Mapping[str, Record | None] | None = None
) -> dict[str, Any]:
    """Write the manifest of a run; `state` has its status, start, end and warnings.

    The records of its steps are read unless they are given.
    """
    parameters = store.read_record(store.run_folder(run) / "parameters.json") or {}
    records = _records(pipeline, run) if records is None else records
    steps = [_step(step, records[name], state) for name, step in pipeline.steps.items()]
    manifest = {
        "schema": SCHEMA_VERSION,
        "run": run,
        "status": state["status"],
        "process": state.get("process"),
        "started": state["started"],
        "finished": state.get("finished"),
        "seconds": state.get("seconds"),
        "parameters": parameters,
        "configuration": store.read_record(store.run_folder(run) / step_options.RECORD),
        "python": platform.python_version(),
        "packages": _packages(records),
        **metadata.of_run(run),
        "metrics": merge_metrics({step["name"]: step["metrics"] for step in steps}),
        "steps": steps,
        "artifacts": [
            _artifact(name, each) for name, record in records.items() if record for each in record["artifacts"]
        ],
        "warnings": [*state.get("warnings", []), *_warnings(records)],
    }
    store.write_record(store.run_folder(run) / "manifest.json", manifest)
    return manifest


def now() -> str:
    """The time, as manifests tell it."""
    return datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="milliseconds")


def read_manifest(run: str) -> dict[str, Any] | None:
    """The manifest of a run, if it has one; a run whose process has ended without a word was killed."""
    manifest = store.read_record(store.run_folder(run) / "manifest.json")
    if manifest and manifest["status"] == "running" and _is_gone(manifest):
        return {**manifest, "status": "killed"}
    return manifest


def _is_gone(manifest: Mapping[str, Any]) -> bool:
    """Whether the process of a run is known to have ended; another machine's is not."""
    process = manifest.get("process")
    if process is None or manifest["host"] != platform.node() or os.name != "posix":
        return False
    try:
        os.kill(process, 0)
    except OSError as error:  # another user's process may not be asked, but is there
        return isinstance(error, ProcessLookupError)
    return False


def _records(pipeline: Pipeline, run: str) -> dict[str, Record | None]:
    return {name: store.read_from_run(run, name) for name in pipeline.steps}


def _step(step: Step, record: Record | None, state: Mapping[str, Any]) -> dict[str, Any]:
    if record is None:
        status = "running" if step.name in state.get("running", ()) else "not run"
        record = {"key": None, "run": None, "started": None, "seconds": None, "artifacts": [], "error": None}
        record |= {"status": status, "attempts": 0, "random_state": None, "log": None}
    return {
        "name": step.name,
        "status": record["status"],
        "cached_from": record["run"] if record["status"] == "cached" else None,
        "key": record["key"],
        "started": record["started"],
        "seconds": record["seconds"],
        "attempts": record.get("attempts", 1),
        "unstored": record.get("unstored", {}),
        "remade": record.get("remade", []),
        "code": record.get("code"),
        "reads": record.get("reads", {}),
        "writes": record.get("writes", {}),
        "catalog": record.get("catalog", []),
        "sources": record.get("sources", {}),
        "seeds": record.get("seeds", []),
        "random_before": record.get("random_before"),
        "metrics": metrics_among(step, record.get("numbers", {})),
        "resources": record.get("resources"),
        "outputs": [variable for artifact in record["artifacts"] for variable in artifact["names"]],
        "random_state": record["random_state"],
        "log": record["log"],
        "error": record["error"],
    }


def _artifact(step: str, artifact: Record) -> dict[str, Any]:
    statistics = artifact.get("statistics", {})
    return {
        "step": step,
        "variables": [
            {"name": name, "type": kind, **({"statistics": statistics[name]} if name in statistics else {})}
            for name, kind in zip(artifact["names"], artifact["types"], strict=True)
        ],
        **{field: artifact[field] for field in ("format", "reason", "details", "file", "sha256", "bytes")},
    }


def _packages(records: Mapping[str, Record | None]) -> dict[str, str]:
    found: dict[str, str] = {}
    for record in records.values():
        found |= record["packages"] if record else {}
    return dict(sorted(found.items()))


def _warnings(records: Mapping[str, Record | None]) -> list[str]:
    return [f"{name}: {text}" for name, record in records.items() if record for text in record["warnings"]]
