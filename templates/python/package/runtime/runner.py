"""Run the pipeline: each step in a process of its own, as soon as what it needs is there."""

from __future__ import annotations

import concurrent.futures
import os
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from typing import Any

from . import metadata, store
from .checkpoints import Checkpoints, step_parameters
from .manifest import RunManifest, now, write_manifest
from .problems import LiveValueError, PipelineError
from .processes import StepProcesses
from .progress import Progress
from .store import Record
from .table import Pipeline, Step

_REFUSALS = (PipelineError.__name__, LiveValueError.__name__)


@dataclass(frozen=True)
class Selection:
    """Which steps to run.

    Attributes:
        steps: the steps of this run.
        forced: those of them that run even if there is a checkpoint.
        borrowed: steps outside the run whose stored results are needed.
    """

    steps: set[str]
    forced: set[str]
    borrowed: set[str]


def select(
    pipeline: Pipeline, first: str | None = None, last: str | None = None, only: str | None = None, fresh: bool = False
) -> Selection:
    """The steps for `--from`, `--to`, `--only` and `--fresh`; raises PipelineError for unknown names."""
    steps = set(pipeline.steps)
    if only:
        steps = {pipeline.step(only).name}
    if last:
        steps &= pipeline.upstream(pipeline.step(last).name)
    if first:
        steps &= pipeline.downstream(pipeline.step(first).name)
    forced = steps if fresh or first or only else set()
    sources = {source for name in steps for source in pipeline.sources(name)}
    return Selection(steps, forced, (sources - steps) if first or only else set())


@dataclass
class Run:
    """One run of the pipeline, in progress."""

    pipeline: Pipeline
    run: str
    selection: Selection
    parameters: Mapping[str, Any]
    progress: Progress
    processes: StepProcesses
    state: dict[str, Any] = field(default_factory=dict)
    records: dict[str, Record] = field(default_factory=dict)
    values: dict[str, dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.checkpoints = Checkpoints(self.pipeline, self.parameters)
        self.manifest = RunManifest(self.pipeline, self.run)
        self._places = {name: place for place, name in enumerate(self.pipeline.steps)}

    def execute(self, jobs: int, in_process: bool) -> str:
        """Run the selected steps; returns the status of the run: done, failed or stopped."""
        clock = time.perf_counter()
        self.state = {"status": "running", "process": os.getpid(), "started": now(), "warnings": [], "running": []}
        for name in self.pipeline.steps:
            step_parameters(self.pipeline.steps[name], self.parameters)
        store.sweep()
        metadata.begin(self.run)
        self._borrow()
        self.manifest.write(self.state)
        try:
            if in_process:
                self._run_here()
            else:
                self._run_in_processes(jobs)
            statuses = {record["status"] for record in self.records.values()}
            self.state["status"] = next((each for each in ("failed", "stopped") if each in statuses), "done")
        except KeyboardInterrupt:
            self.state["status"] = "stopped"
        except BaseException as error:
            self.state["status"] = "failed"
            self.state["warnings"].append(f"The run was given up: {error}")
            raise
        finally:
            seconds = round(time.perf_counter() - clock, 3)
            self.state |= {"finished": now(), "seconds": seconds, "running": []}
            write_manifest(self.pipeline, self.run, self.state)
            self.checkpoints.remember()
        return self.state["status"]

    def _borrow(self) -> None:
        waiting = sorted(self.selection.borrowed)
        while waiting:
            name = waiting.pop(0)
            record, current = self.checkpoints.borrow(name)
            if not current:
                text = f"The result of '{name}' is from run {record['run']}, with other code, parameters or data."
                self.state["warnings"].append(text)
                self.progress.say(f"! {text}")
            self._keep_cached(record, say=False)
            if record.get("unstored"):  # it may have to be run again, with what it was given
                waiting += sorted(self.pipeline.sources(name) - self.records.keys() - self.selection.steps)

    def _run_in_processes(self, jobs: int) -> None:
        waiting = TopologicalSorter({name: self._needs(name) for name in self._in_order(self.selection.steps)})
        waiting.prepare()
        ready: list[str] = []
        running: dict[concurrent.futures.Future[Record], str] = {}

        def start(name: str, key: str, attempt: int = 1) -> None:
            limit = self.pipeline.steps[name].time_limit
            running[threads.submit(self.processes.run, name, key, attempt, limit)] = name

        with concurrent.futures.ThreadPoolExecutor(jobs) as threads:
            try:
                while waiting.is_active():
                    ready += self._in_order(waiting.get_ready())
                    while ready and len(running) < jobs:
                        name = ready.pop(0)
                        key = self._key_or_cached(self.pipeline.steps[name])
                        if key is None:
                            waiting.done(name)
                            ready += self._in_order(waiting.get_ready())
                        else:
                            self._note_start(name)
                            start(name, key)
                    if running and not self._take_finished(running, waiting, start):
                        return
            finally:
                self.processes.stop()

    def _take_finished(
        self,
        running: dict[concurrent.futures.Future[Record], str],
        waiting: TopologicalSorter[str],
        start: Callable[[str, str, int], None],
    ) -> bool:
        """Wait for a step; start it again if it failed and may try again. False when no more steps may start."""
        failed = False
        for future in self._wait(running):
            name, record = running.pop(future), future.result()
            if self._tries_again(record):
                start(name, record["key"], record["attempts"] + 1)
                continue
            self._finish(record)
            waiting.done(name)
            failed |= record["status"] not in ("done", "cached")
        if failed:
            for future in list(running):
                self._finish(future.result())
        return not failed

    def _wait(self, running: Collection[concurrent.futures.Future[Record]]) -> set[concurrent.futures.Future[Record]]:
        """Wait until a step is over; the manifest may have to be written meanwhile."""
        while True:
            done, _ = concurrent.futures.wait(running, self.manifest.seconds_left(), concurrent.futures.FIRST_COMPLETED)
            if done:
                return done
            self.manifest.write(self.state)

    def _tries_again(self, record: Record) -> bool:
        """Whether a failed step may start again; what the pipeline itself refused would fail again."""
        attempts, most = record["attempts"], self.pipeline.steps[record["step"]].retries + 1
        if record["status"] != "failed" or attempts >= most or record["error"]["type"] in _REFUSALS:
            return False
        reason = record["error"]["message"].strip().partition("\n")[0]
        text = f"{record['step']}: attempt {attempts} of {most} failed: {record['error']['type']}: {reason}"
        self.state["warnings"].append(text)
        self.progress.say(f"! {text}")
        return True

    def _key_or_cached(self, step: Step) -> str | None:
        """The key under which to run the step, or None when a checkpoint served."""
        key = self.checkpoints.key(step, self.records)
        may_serve = step.cache and step.name not in self.selection.forced
        if may_serve and (record := self.checkpoints.find(step, key)):
            self._keep_cached(record)
            return None
        return key

    def _run_here(self) -> None:
        from .worker import Job, run_job

        for name in self._in_order(self.selection.steps):
            step = self.pipeline.steps[name]
            producers = self.pipeline.producers[name]
            source = self.pipeline.random_sources.get(name)
            self._note_start(name)
            job = Job(
                step,
                self.run,
                self.checkpoints.key(step, self.records),
                step_parameters(step, self.parameters),
                {variable: self.records[producer] for variable, producer in producers.items()},
                self.records[source]["random_state"] if source and source not in self.values else None,
                {variable: self.values[p][variable] for variable, p in producers.items() if p in self.values},
                isolated=False,
            )
            record, self.values[name] = run_job(job)
            self._finish(record)
            if record["status"] == "failed":
                return

    def _note_start(self, name: str) -> None:
        self.state["running"].append(name)
        self.progress.started(name)
        self.manifest.keep(name, None)
        self.manifest.update(self.state)

    def _finish(self, record: Record) -> None:
        self.records[record["step"]] = record
        self.state["running"].remove(record["step"])
        self.progress.ended(record)
        self.manifest.keep(record["step"], record)
        self.manifest.update(self.state)

    def _keep_cached(self, record: Record, say: bool = True) -> None:
        self.records[record["step"]] = store.keep_cached(self.run, record)
        self.manifest.keep(record["step"], self.records[record["step"]])
        if say:
            self.progress.ended(self.records[record["step"]])

    def _needs(self, name: str) -> set[str]:
        """Steps of this run that come before; an order may also go through steps that are not part of it."""
        needs = self.pipeline.needs[name]
        if needs <= self.selection.steps:
            return needs
        return self.pipeline.upstream(name) & self.selection.steps - {name}

    def _in_order(self, names: Iterable[str]) -> list[str]:
        return sorted(names, key=self._places.__getitem__)
