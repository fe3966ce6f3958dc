"""MLflow: a finished run as a run of the experiment that is named after the project.

Where it goes says MLFLOW_TRACKING_URI; without it a SQLite file of the project, to look at with
`uvx mlflow ui --backend-store-uri sqlite:///mlflow.db`. MLFLOW_EXPERIMENT_NAME names another experiment.
"""

# pyright: reportMissingImports=false
# (an optional package)

from __future__ import annotations

import datetime
import json
import os
import re
from collections.abc import Iterator, Mapping
from typing import Any

from . import project, store
from .provenance import taken_outside_of_files, version_of
from .store import Record
from .table import Pipeline
from .tracking import Tracker

_STATUSES = {"done": "FINISHED", "failed": "FAILED", "stopped": "KILLED"}
_LONGEST_DIGEST = 36  # what MLflow keeps of one
_LONGEST_VALUE = 6000


class MlflowTracker(Tracker):
    """Logs parameters, metrics, digests of data, manifest and report when the run is over."""

    def __init__(self, run: str) -> None:
        self._run = run

    def run_ended(self, manifest: Record) -> None:
        """Log the run as a whole."""
        from mlflow import entities

        client, experiment = _experiment()
        start = _milliseconds(manifest["started"])
        end = _milliseconds(manifest["finished"])
        tags = {name: str(value) for name, value in _tags(manifest).items() if value is not None}
        run = client.create_run(experiment, start_time=start, run_name=self._run, tags=tags).info.run_id
        parameters = [entities.Param(name, value) for name, value in _flat(manifest["parameters"])]
        metrics = [entities.Metric(name, value, end, 0) for name, value in _metrics(manifest)]
        client.log_batch(run, metrics=metrics, params=parameters)
        client.log_inputs(run, datasets=[*_files(entities, manifest), *_tables(entities, manifest)])
        for name in ("manifest.json", "report.html"):
            client.log_artifact(run, str(store.run_folder(self._run) / name))
        client.set_terminated(run, _STATUSES[manifest["status"]], end)


def tracker(_: Pipeline, run: str) -> Tracker:
    """A tracker for one run."""
    return MlflowTracker(run)


def _experiment() -> tuple[Any, str]:
    """A client, and the id of the project's experiment."""
    from mlflow import MlflowClient

    address = os.environ.get("MLFLOW_TRACKING_URI")
    client = MlflowClient(tracking_uri=address or f"sqlite:///{project.ROOT / 'mlflow.db'}")
    name = os.environ.get("MLFLOW_EXPERIMENT_NAME") or project.PACKAGE
    if found := client.get_experiment_by_name(name):
        return client, found.experiment_id
    place = None if address else (project.ROOT / "mlruns" / name).as_uri()
    return client, client.create_experiment(name, artifact_location=place)


def _tags(manifest: Record) -> dict[str, Any]:
    git = manifest["git"] or {}
    return {
        "mlflow.user": manifest["user"],
        "mlflow.source.name": project.PACKAGE,
        "mlflow.source.type": "LOCAL",
        "mlflow.source.git.commit": git.get("commit"),
        "mlflow.source.git.branch": git.get("branch"),
        "git.dirty": git.get("dirty"),
        "host": manifest["host"],
        "platform": manifest["platform"],
        "python": manifest["python"],
        "run": manifest["run"],
    }


def _flat(values: Mapping[str, Any], outer: str = "") -> Iterator[tuple[str, str]]:
    """Parameters by dotted name, as patches name them."""
    for name, value in values.items():
        if isinstance(value, dict) and value:
            yield from _flat(value, f"{outer}{name}.")
        else:
            yield f"{outer}{name}", (value if isinstance(value, str) else json.dumps(value))[:_LONGEST_VALUE]


def _metrics(manifest: Record) -> Iterator[tuple[str, float]]:
    """Metrics that are numbers, and the time that the run and each step took."""
    seconds = {f"seconds/{step['name']}": step["seconds"] for step in manifest["steps"]}
    for name, value in {**manifest["metrics"], "seconds": manifest["seconds"], **seconds}.items():
        if isinstance(value, int | float):
            yield re.sub(r"[^\w.\-/ ]", "_", name), float(value)


def _files(entities: Any, manifest: Record) -> list[Any]:
    """The data files that the steps read, but for those that other steps wrote."""
    written = {name for step in manifest["steps"] for name in step["writes"]}
    files = {name: digest for step in manifest["steps"] for name, digest in step["reads"].items() if digest}
    folder = project.working_directory()
    return [
        _dataset(entities, name, digest, "local", (folder / name).as_uri())
        for name, digest in files.items()
        if name not in written
    ]


def _tables(entities: Any, manifest: Record) -> list[Any]:
    """The tables that the steps took from elsewhere."""
    return [
        _dataset(entities, name, version_of(told) or "unknown", told["format"], told["location"])
        for name, told in taken_outside_of_files(manifest["steps"]).items()
    ]


def _dataset(entities: Any, name: str, digest: str, kind: str, address: str) -> Any:
    source = json.dumps({"uri": address})
    dataset = entities.Dataset(name=name, digest=digest[:_LONGEST_DIGEST], source_type=kind, source=source)
    return entities.DatasetInput(dataset, [entities.InputTag("mlflow.data.context", "input")])


def _milliseconds(time: str) -> int:
    return int(datetime.datetime.fromisoformat(time).timestamp() * 1000)
