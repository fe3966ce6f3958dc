"""Which stored result a step may use instead of running."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from . import artifacts, catalog, project, provenance, quality, store
from .files import FileHashes
from .fingerprint import step_key
from .guard import is_settled
from .problems import PipelineError
from .store import Record
from .table import Pipeline, Step


class Checkpoints:
    """Keys of the steps of one run, and the stored results that fit them.

    Arguments:
        carried: files that steps write travel with their records, and need not lie in the working directory.
    """

    def __init__(self, pipeline: Pipeline, parameters: Mapping[str, Any], carried: bool = False) -> None:
        self._carried = carried
        self._pipeline = pipeline
        self._parameters = parameters
        self._hashes = FileHashes(None if carried else store.store_folder() / "hashes.json")

    def key(self, step: Step, records: Mapping[str, Record]) -> str:
        """The key of a step, given the records of the steps it reads from."""
        producers = self._pipeline.producers[step.name]
        source = self._pipeline.random_sources.get(step.name)
        state = records[source]["random_state"] if source else None
        tables = catalog.source_stamps(step.sources, self._parameters)
        return step_key(
            step,
            inputs={name: artifacts.content_hashes(records[producer])[name] for name, producer in producers.items()},
            parameters=step_parameters(step, self._parameters),
            random_state=state["sha256"] if state else None,
            reads=self.hashes(step.reads),
            tables={step.source_arguments[name]: stamp for name, stamp in tables.items()},
        )

    def find(self, step: Step, key: str) -> Record | None:
        """The result stored under a key, if it is complete and may be used.

        That is, the files that the step read and wrote are as they were, what the step changed without giving it
        back still matters to no other step, and its tables are as their schemas say.
        """
        record = store.find_checkpoint(step.name, key)
        if record is None or not is_settled(self._pipeline, step, record):
            return None
        unchanged = self.hashes(record["reads"]) == record["reads"] and self._wrote(record)
        unchanged &= catalog.sink_stamps(step.sinks, self._parameters) == record.get("tables", {})
        has_passed = unchanged and quality.has_passed(step, record, self._parameters)
        return provenance.placed(record, self._parameters) if has_passed else None

    def remember(self) -> None:
        """Keep the hashes of files that were read for later runs."""
        self._hashes.save()

    def _wrote(self, record: Record) -> bool:
        if self._carried:
            return not record["writes"] or "files" in record
        return self.hashes(record["writes"]) == record["writes"]

    def borrow(self, name: str) -> tuple[Record, bool]:
        """The result of a step that is not part of the run, and whether it fits today's code and parameters.

        Raises PipelineError when the step has never run.
        """
        if current := self._current().get(name):
            return current, True
        if latest := store.latest_checkpoint(name):
            return latest, False
        raise PipelineError(f"Step '{name}' has no checkpoint yet. Run it first, for example with --to {name}.")

    def hashes(self, names: Any) -> dict[str, str | None]:
        """Content hashes of data files in the working directory."""
        return self._hashes.of(project.working_directory(), names)

    def _current(self) -> dict[str, Record]:
        found: dict[str, Record] = {}
        for name, step in self._pipeline.steps.items():
            if self._pipeline.sources(name) <= found.keys() and (record := self.find(step, self.key(step, found))):
                found[name] = record
        return found


def step_parameters(step: Step, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters a step takes."""
    missing = [name for name in step.parameters if name not in parameters]
    if missing:
        raise PipelineError(f"Step '{step.name}' takes {', '.join(missing)}, which params.py does not have.")
    return {name: parameters[name] for name in step.parameters}
