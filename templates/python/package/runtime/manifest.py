"""`runs/<run>/manifest.json`: what a run did, from which parameters and versions, and what it gave."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from typing import Any

from . import metadata, step_options, store
from .metrics import merge_metrics, metrics_among
from .store import Record
from .table import Pipeline, Step

SCHEMA_VERSION = 1


def write_manifest(pipeline: Pipeline, run: str, state: Mapping[str, Any]) -> dict[str, Any]:
    """Write the manifest of a run from the records of its steps; `state` has its status, start, end and warnings."""
    parameters = store.read_record(store.run_folder(run) / "parameters.json") or {}
    records = {name: store.read_from_run(run, name) for name in pipeline.steps}
    steps = [_step(step, records[name], state) for name, step in pipeline.steps.items()]
    manifest = {
        "schema": SCHEMA_VERSION,
        "run": run,
        "status": state["status"],
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


def read_manifest(run: str) -> dict[str, Any] | None:
    """The manifest of a run, if it has one."""
    return store.read_record(store.run_folder(run) / "manifest.json")


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
