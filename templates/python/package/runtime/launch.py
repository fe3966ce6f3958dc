"""A run from its start to its report."""

from __future__ import annotations

import argparse
import os
import threading
from typing import Any, TextIO

from pydantic import BaseModel

from .history import summary
from .manifest import read_manifest
from .parameters import arguments_of
from .processes import StepProcesses
from .report import write_report
from .runner import Run, Selection
from .table import Pipeline
from .tracking import TrackedProgress, trackers


class Launcher:
    """Starts runs of a pipeline as the options of the command `run` say."""

    def __init__(self, pipeline: Pipeline, selection: Selection, options: argparse.Namespace, out: TextIO) -> None:
        self.pipeline = pipeline
        self.selection = selection
        self._options = options
        self._out = out
        self._tracking = threading.Lock()

    def launch(
        self, run: str, parameters: BaseModel, label: str = "", processes: StepProcesses | None = None
    ) -> dict[str, Any]:
        """Make a run whose folder is there, with its report; returns it in one row."""
        here = os.getcwd()
        told = trackers(self._options.track, self.pipeline, run)
        progress = TrackedProgress(label, self._out, told, self._tracking)
        progress.align(self.selection.steps)
        progress.tell(lambda tracker: tracker.run_started())
        work = Run(
            self.pipeline, run, self.selection, arguments_of(parameters), progress, processes or StepProcesses(run)
        )
        status = work.execute(self._options.jobs, self._options.in_process)
        report = os.path.relpath(write_report(self.pipeline, run), here)
        manifest = read_manifest(run) or {}
        progress.tell(lambda tracker: tracker.run_ended(manifest))
        progress.say(f"{status} in {work.state['seconds']:.1f}s, report: {report}")
        return summary(manifest)
