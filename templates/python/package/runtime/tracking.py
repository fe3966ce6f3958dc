"""Telling tracking services of runs: `run --track mlflow`, `run --track openlineage`.

Both are optional packages, imported only when asked for. What goes wrong with a service does not stop a run.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import re
import threading
from collections.abc import Callable, Sequence
from typing import Any, TextIO

from .problems import PipelineError
from .progress import Progress
from .store import Record
from .table import Pipeline

# for each service, the package that it needs, and the oldest version of that; track_<service>.py talks to it
SERVICES = {"mlflow": ("mlflow-skinny", (3, 0)), "openlineage": ("openlineage-python", (1, 30))}


class Tracker:
    """Is told of one run as it goes; here it does nothing."""

    def run_started(self) -> None:
        """The run begins."""

    def step_started(self, step: str) -> None:
        """A step begins."""

    def step_ended(self, record: Record) -> None:
        """A step is over, or its stored result was used."""

    def run_ended(self, manifest: Record) -> None:
        """The run is over; its manifest and report are written."""


class TrackedProgress(Progress):
    """Shows the progress of a run, and tells trackers of it.

    Arguments:
        trackers: is given the run's own trackers; they are told one at a time over all runs.
    """

    def __init__(self, label: str, out: TextIO, trackers: Sequence[Tracker], turn: threading.Lock) -> None:
        super().__init__(label, out)
        self._trackers = list(trackers)
        self._turn = turn

    def started(self, step: str) -> None:
        """A step's process starts."""
        super().started(step)
        self.tell(lambda tracker: tracker.step_started(step))

    def ended(self, record: Record) -> None:
        """A step is over, or is not needed."""
        super().ended(record)
        self.tell(lambda tracker: tracker.step_ended(record))

    def tell(self, what: Callable[[Tracker], None]) -> None:
        """Tell every tracker; one that fails is told no more."""
        for tracker in list(self._trackers):
            try:
                with self._turn:
                    what(tracker)
            except Exception as error:  # noqa: BLE001 - a service that is away must not cost a run
                self._trackers.remove(tracker)
                reason = str(error).strip().partition("\n")[0] or "no reason given"
                self.say(f"! {type(tracker).__name__} could not track the run: {type(error).__name__}: {reason}")


def require(services: Sequence[str]) -> None:
    """Raise PipelineError for a service whose package is not installed, or is too old."""
    for service in services:
        package, oldest = SERVICES[service]
        needed = f"{package} {'.'.join(map(str, oldest))} or later"
        try:
            found = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            raise PipelineError(
                f"--track {service} needs {needed}, which is not installed. Install it with: uv sync --extra {service} "
                f"(or: pip install -e '.[{service}]')"
            ) from None
        if tuple(int(part) for part in re.findall(r"\d+", found)[:2]) < oldest:
            raise PipelineError(f"--track {service} needs {needed}, and {found} is installed.")


def trackers(services: Sequence[str], pipeline: Pipeline, run: str) -> list[Tracker]:
    """The trackers of a run."""
    modules = (importlib.import_module(f"{__package__}.track_{service}") for service in dict.fromkeys(services))
    made: list[Any] = [module.tracker(pipeline, run) for module in modules]
    return made
