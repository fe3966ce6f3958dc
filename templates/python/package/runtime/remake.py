"""Values that could not be stored are made again: the step that takes one runs the step that gave it once more.

It runs in the process of the step that takes the value, with the inputs, parameters and random state that it had, and
without showing anything again. What it stored the first time must come out again.
"""

from __future__ import annotations

import copy
import json
import time
from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any, Protocol

from . import artifacts, catalog, display, project, random_state, store
from .checkpoints import Checkpoints, step_parameters
from .comparison import Comparison
from .problems import PipelineError
from .store import Record
from .table import Pipeline, Step


class Log(Protocol):
    """Where the step that runs once more would tell what it shows."""

    def muted(self) -> AbstractContextManager[None]:
        """Tell nothing for a while."""
        ...


class Remaker:
    """Makes values again for one step of a run.

    Attributes:
        notes: what was made again: the names, the step that gave them, why, and how many seconds it took.
    """

    def __init__(self, pipeline: Pipeline, run: str, log: Log) -> None:
        self._pipeline = pipeline
        self._run = run
        self._log = log
        self.notes: list[Record] = []

    def values(self, sources: Mapping[str, Record], in_memory: Mapping[str, Any]) -> dict[str, Any]:
        """Those of a step's inputs that come from steps whose results were not all stored, by name."""
        values: dict[str, Any] = {}
        for record in {each["step"]: each for each in sources.values()}.values():
            names = [name for name, source in sources.items() if source["step"] == record["step"]]
            missing = [name for name in names if name in record.get("unstored", {}) and name not in in_memory]
            if missing:
                clock = time.perf_counter()
                outputs = self._run_again(record)
                values |= {name: outputs[name] for name in names if name not in in_memory}
                reasons = [record["unstored"][name] for name in missing]
                seconds = round(time.perf_counter() - clock, 3)
                self.notes.append({"names": missing, "from": record["step"], "reasons": reasons, "seconds": seconds})
        return values

    def _run_again(self, record: Record) -> dict[str, Any]:
        from .worker import invoke, named_outputs

        step = self._pipeline.step(record["step"])
        parameters = self._parameters(step)
        sources = {name: self._record(source) for name, source in self._pipeline.producers[step.name].items()}
        self._require_unchanged(record, parameters)
        before = random_state.capture()
        with self._log.muted():
            made = self.values(sources, {})
            loaded = loaded_together(sources, made)
            for name in step.settings:
                project.settings_function(name)()
            random_state.restore(self._random_start(record))
            tables = catalog.load(step, parameters)
            arguments = {**loaded, **made, **tables, **copy.deepcopy(step_parameters(step, parameters))}
            result = invoke(project.step_function(step.name), step, arguments)
            display.finish_cell()
        random_state.restore(before)
        outputs = named_outputs(step, result)
        _require_same(record, outputs)
        return outputs

    def _record(self, step: str) -> Record:
        record = store.read_from_run(self._run, step)
        if record is None:
            raise PipelineError(f"Step '{step}' has no result in run {self._run} from which to make values again.")
        return record

    def _parameters(self, step: Step) -> dict[str, Any]:
        from .parameters import arguments_of, read_params

        stored = store.read_record(store.run_folder(self._run) / "parameters.json") or {}
        return arguments_of(read_params(stored, step.parameters))

    def _require_unchanged(self, record: Record, parameters: Mapping[str, Any]) -> None:
        """A result that was borrowed from another run may be of other code or data, which cannot be run again."""
        step = self._pipeline.step(record["step"])
        records = {name: self._record(name) for name in self._pipeline.sources(step.name)}
        checkpoints = Checkpoints(self._pipeline, parameters)
        is_same = checkpoints.key(step, records) == record["key"]
        if not is_same or checkpoints.hashes(record["reads"]) != record["reads"]:
            raise PipelineError(
                f"{' and '.join(record['unstored'])} of step '{step.name}' cannot be made again, since its code, "
                f"parameters or data are not what they were in run {record['run']}. Run '{step.name}' again first."
            )

    def _random_start(self, record: Record) -> random_state.State:
        source = self._pipeline.random_sources.get(record["step"])
        stored = self._record(source)["random_state"] if source else record.get("random_start")
        return json.loads(store.object_path(stored).read_bytes()) if stored else {}


def loaded_together(sources: Mapping[str, Record], made: Mapping[str, Any]) -> dict[str, Any]:
    """The stored inputs; those that one step gave come from one loading, so that they go on sharing data."""
    loaded: dict[str, Any] = {}
    for record in {each["step"]: each for each in sources.values()}.values():
        names = [name for name, source in sources.items() if source["step"] == record["step"] and name not in made]
        loaded |= artifacts.load_values(record, names)
    return loaded


def _require_same(record: Record, outputs: Mapping[str, Any]) -> None:
    comparison = Comparison()
    for artifact in record["artifacts"]:
        for name, value in artifacts.load_file(artifact).items():
            place = comparison.difference(value, outputs[name])
            if place is not None:
                raise PipelineError(
                    f"{' and '.join(record['unstored'])} cannot be stored, and step '{record['step']}' cannot make it "
                    f"again: run a second time it gives another '{name}' ({name}{place}). Give the steps that share it "
                    "the same tag, so that they become one step."
                )
