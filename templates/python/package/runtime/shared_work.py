"""What runs side by side share: places for steps to run in, and the results that they give each other.

No two of them compute the same thing at the same time: who needs a result that is in work waits for it.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from . import store
from .checkpoints import Checkpoints
from .processes import StepProcesses
from .store import Record
from .table import Pipeline

_Work = tuple[str, str]  # a step and its key


class SharedWork:
    """The work of several runs of one pipeline.

    Arguments:
        places: how many steps may run at a time, over all runs.
    """

    def __init__(self, pipeline: Pipeline, places: int) -> None:
        self.places = threading.BoundedSemaphore(places)
        self.stopped = False
        self._pipeline = pipeline
        self._turns: defaultdict[_Work, threading.Lock] = defaultdict(threading.Lock)
        self._done: set[_Work] = set()
        self._failed: dict[tuple[_Work, int], Record] = {}
        self._processes: list[StepProcesses] = []
        self._lock = threading.Lock()

    def processes(self, run: str, parameters: Mapping[str, Any]) -> StepProcesses:
        """Processes for the steps of a run that shares this work."""
        processes = _SharingProcesses(run, self, parameters)
        with self._lock:
            self._processes.append(processes)
            stopped = self.stopped
        if stopped:
            processes.stop()
        return processes

    def stop(self) -> None:
        """End all steps of all runs."""
        with self._lock:
            self.stopped = True
            running = list(self._processes)
        for processes in running:
            processes.stop()

    def turn(self, work: _Work) -> threading.Lock:
        """Held by the run that does this work."""
        with self._lock:
            return self._turns[work]

    def result(self, run: str, work: _Work, attempt: int, parameters: Mapping[str, Any]) -> Record | None:
        """What another run has come to meanwhile, taken into this run: a result, or the same failure."""
        step, key = work
        if work in self._done:
            found = Checkpoints(self._pipeline, parameters).find(self._pipeline.steps[step], key)
            return store.keep_cached(run, found) if found else None
        failed = self._failed.get((work, attempt))
        if failed is None:
            return None
        record = {**failed, "run": run}
        if record["log"]:
            store.link_log(run, record)
        store.save_to_run(run, record)
        return record

    def note(self, record: Record) -> None:
        """Tell the other runs what came of a step."""
        work = record["step"], record["key"]
        if record["status"] == "done":
            self._done.add(work)
        elif record["status"] == "failed":
            self._failed[work, record["attempts"]] = record


class _SharingProcesses(StepProcesses):
    """Starts a process only for what no other run has done or is doing."""

    def __init__(self, run: str, work: SharedWork, parameters: Mapping[str, Any]) -> None:
        super().__init__(run)
        self._work = work
        self._parameters = parameters

    def run(self, step: str, key: str, attempt: int = 1, limit: int = 0) -> Record:
        """Take the step's result from another run, or run it."""
        with self._work.turn((step, key)):
            if record := self._work.result(self._run, (step, key), attempt, self._parameters):
                return record
            with self._work.places:
                record = super().run(step, key, attempt, limit)
            self._work.note(record)
            return record
