"""OpenLineage: an event when the run and each of its steps start and end, with the data that they read and gave.

Where events go says OpenLineage's own configuration (OPENLINEAGE_URL, OPENLINEAGE_CONFIG, openlineage.yml); without any,
into `runs/<run>/openlineage.jsonl`. Files are datasets of the namespace `file`, tables of the catalog of the service that has
them, artifacts of one named after the project.
"""

# pyright: reportMissingImports=false
# (an optional package)

from __future__ import annotations

import datetime
import os
import uuid
from pathlib import Path
from typing import Any

from openlineage.client import OpenLineageClient, event_v2, facet_v2
from openlineage.client.transport.file import FileConfig, FileTransport

from . import project, store
from .lineage_tables import column_facets, query_facets, table_datasets
from .store import Record
from .table import Pipeline
from .tracking import Tracker

_ENDS = {"done": "COMPLETE", "cached": "COMPLETE", "failed": "FAIL", "stopped": "ABORT"}


class OpenLineageTracker(Tracker):
    """Emits events as the run goes. A stored result counts as a step that ran, with the tag `cached_from`."""

    def __init__(self, pipeline: Pipeline, run: str) -> None:
        self._pipeline = pipeline
        self._client = _client(run)
        self._namespace = os.environ.get("OPENLINEAGE_NAMESPACE") or project.PACKAGE
        self._records: dict[str, Record] = {}
        self._runs: dict[str, str] = {}
        self._whole = str(uuid.uuid4())

    def run_started(self) -> None:
        """The job of the whole pipeline starts."""
        self._emit("START", self._whole, project.PACKAGE, {})

    def step_started(self, step: str) -> None:
        """The job of a step starts; starts after a failed attempt belong to the same run of it."""
        self._runs[step] = str(uuid.uuid4())
        self._emit("START", self._runs[step], self._job(step), self._parent(), inputs=self._inputs(step))

    def step_ended(self, record: Record) -> None:
        """The job of a step ends, with what it read and gave."""
        step = record["step"]
        self._records[step] = record
        if step not in self._runs:
            self.step_started(step)
        facets = self._parent()
        if error := record["error"]:
            facets["errorMessage"] = facet_v2.error_message_run.ErrorMessageRunFacet(
                error["message"], "python", error["traceback"]
            )
        if record["status"] == "cached":
            tag = facet_v2.tags_run.TagsRunFacetFields("cached_from", record["run"])
            facets["tags"] = facet_v2.tags_run.TagsRunFacet([tag])
        taken, given = table_datasets([record])
        read = _without(_files(record["reads"], event_v2.InputDataset), taken)
        written = _without(_files(record["writes"], event_v2.OutputDataset), given)
        outputs = [*written, *given, *(self._artifact(step, each) for each in record["artifacts"])]
        inputs = [*self._inputs(step), *read, *taken]
        self._emit(
            _ENDS[record["status"]], self._runs[step], self._job(step), facets, inputs, outputs, query_facets(record)
        )

    def run_ended(self, manifest: Record) -> None:
        """The job of the whole pipeline ends, with the files and tables that its steps read and wrote."""
        writes = {name: digest for step in manifest["steps"] for name, digest in step["writes"].items()}
        reads = {name: digest for step in manifest["steps"] for name, digest in step["reads"].items()}
        taken, given = table_datasets(manifest["steps"])
        outputs = [*_without(_files(writes, event_v2.OutputDataset), given), *given]
        inputs = [*_without(_files(reads, event_v2.InputDataset), taken), *taken]
        self._emit(_ENDS[manifest["status"]], self._whole, project.PACKAGE, {}, _without(inputs, outputs), outputs)
        self._client.close()

    def _emit(
        self,
        state: str,
        run: str,
        job: str,
        facets: dict[str, Any],
        inputs: Any = (),
        outputs: Any = (),
        job_facets: dict[str, Any] | None = None,
    ) -> None:
        event = event_v2.RunEvent(
            eventTime=datetime.datetime.now(datetime.timezone.utc).isoformat(),
            run=event_v2.Run(run, facets),
            job=event_v2.Job(self._namespace, job, job_facets or {}),
            eventType=event_v2.RunState[state],
            inputs=list(inputs),
            outputs=list(outputs),
        )
        self._client.emit(event)

    def _job(self, step: str) -> str:
        return f"{project.PACKAGE}.{step}"

    def _parent(self) -> dict[str, Any]:
        parent = facet_v2.parent_run
        whole = parent.Run(self._whole), parent.Job(self._namespace, project.PACKAGE)
        return {"parent": parent.ParentRunFacet(*whole)}

    def _inputs(self, step: str) -> list[Any]:
        """The artifacts that the step takes."""
        taken = self._pipeline.producers[step].items()
        records = ((name, self._records[giver]) for name, giver in taken if giver in self._records)
        found = {
            (record["step"], artifact["sha256"]): event_v2.InputDataset(
                self._namespace, f"{record['step']}.{_name(artifact)}", facets=_facets(artifact)
            )
            for name, record in records
            for artifact in record["artifacts"]
            if name in artifact["names"]
        }
        return list(found.values())

    def _artifact(self, step: str, artifact: Record) -> Any:
        table = _table(artifact)
        counts = facet_v2.output_statistics_output_dataset.OutputStatisticsOutputDatasetFacet(
            rowCount=table["rows"] if table else None, size=artifact["bytes"], fileCount=1
        )
        return event_v2.OutputDataset(
            self._namespace,
            f"{step}.{_name(artifact)}",
            {"outputStatistics": counts},
            facets=_facets(artifact),
        )


def tracker(pipeline: Pipeline, run: str) -> Tracker:
    """A tracker for one run."""
    return OpenLineageTracker(pipeline, run)


def _client(run: str) -> Any:
    places = [Path("openlineage.yml"), Path.home() / ".openlineage" / "openlineage.yml"]
    names = ("OPENLINEAGE_URL", "OPENLINEAGE_CONFIG", "OPENLINEAGE__TRANSPORT")
    if any(name.startswith(names) for name in os.environ) or any(place.is_file() for place in places):
        return OpenLineageClient()
    path = store.run_folder(run) / "openlineage.jsonl"
    path.unlink(missing_ok=True)
    return OpenLineageClient(transport=FileTransport(FileConfig(str(path), append=True)))


def _files(hashes: dict[str, str | None], kind: Any) -> list[Any]:
    folder = project.working_directory()
    version = facet_v2.dataset_version_dataset.DatasetVersionDatasetFacet
    return [
        kind("file", (folder / name).as_posix(), facets={"version": version(digest)} if digest else {})
        for name, digest in hashes.items()
    ]


def _without(datasets: list[Any], others: list[Any]) -> list[Any]:
    """Those that are not among the others."""
    names = {(other.namespace, other.name) for other in others}
    return [each for each in datasets if (each.namespace, each.name) not in names]


def _name(artifact: Record) -> str:
    return "+".join(artifact["names"])


def _table(artifact: Record) -> Record | None:
    statistics = [each for each in artifact.get("statistics", {}).values() if each["kind"] == "table"]
    return statistics[0] if len(artifact["names"]) == 1 and statistics else None


def _facets(artifact: Record) -> dict[str, Any]:
    """What is known of an artifact: version, format, and columns with their numbers."""
    facets: dict[str, Any] = {
        "version": facet_v2.dataset_version_dataset.DatasetVersionDatasetFacet(artifact["sha256"]),
        "storage": facet_v2.storage_dataset.StorageDatasetFacet("file", artifact["format"]),
    }
    table = _table(artifact)
    return facets | (column_facets(table) if table else {})
