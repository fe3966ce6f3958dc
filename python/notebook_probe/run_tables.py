"""What the tables of a project's run hold, as JSON on standard output: `run_schemas.py PROJECT RUN`.

Values are loaded one after the other from what the run stored; tables of the catalog are read from where they are now.
Nothing of the project is run or written.
"""

import contextlib
import importlib
import importlib.metadata
import json
import os
import sys
from functools import partial
from pathlib import Path

from .table_facts import is_table, table_facts

TABLES = ("DataFrame", "Series")
OVER = ("done", "cached")


class NoRun(Exception):
    """There is no run to look at; the message says why."""


class Tables:
    """The tables of one run; `left` says of those that could not be read why."""

    def __init__(self, package, run):
        names = ("artifacts", "project", "store")
        self.artifacts, self.project, self.store = (
            importlib.import_module(f"{package}.runtime.{each}") for each in names
        )
        self.package, self.found, self.left = package, [], []
        self.steps = self.project.load_table().steps.values()
        self.run = self._complete_run() if run == "latest" else run
        if missing := self._without_result(self.run):
            raise NoRun(f"Run {self.run} has no result of step {missing[0]}: it tells of some of the tables only.")

    def _complete_run(self):
        for run in reversed(self.artifacts.run_ids()):
            if not self._without_result(run):
                return run
        raise NoRun("There is no run with results of all steps.")

    def _without_result(self, run):
        records = {step.name: self.store.read_from_run(run, step.name) for step in self.steps}
        return [name for name, record in records.items() if record is None or record["status"] not in OVER]

    def collect(self):
        """Measures all of them, in the order of the step table."""
        self.project.enter_working_directory()
        for step in self.steps:
            record = self.store.read_from_run(self.run, step.name)
            for name in step.sources:
                self._measure("catalog", step.name, name, self._source)
            for artifact in record["artifacts"]:
                for name, kind in zip(artifact["names"], artifact["types"], strict=True):
                    if kind.endswith(TABLES):
                        self._measure("step", step.name, name, partial(self._stored, record))

    def _stored(self, record, name):
        return self.artifacts.load_values(record, [name])[name]

    def _source(self, name):
        parameters = self.store.read_record(self.store.run_folder(self.run) / "parameters.json") or {}
        return importlib.import_module(f"{self.package}.runtime.catalog").read(name, parameters)

    def _measure(self, of, step, name, load):
        try:
            value = load(name)
        except Exception as error:
            self.left.append({"name": name, "why": f"{type(error).__name__}: {error}"})
            return
        if is_table(value):
            self.found.append({"of": of, "step": step, "name": name, "facts": table_facts(value)})


def main(project, run):
    """The exit code: 0 when there is an answer, be it that there is no such run."""
    folder = Path(project).resolve()
    sys.path.insert(0, str(folder / "src"))
    sys.dont_write_bytecode = True
    package = min((folder / "src").glob("*/pipeline.py")).parent.name
    answer, output = {}, os.dup(1)
    os.dup2(2, 1)  # whatever libraries print is not the answer
    try:
        tables = Tables(package, run)
        tables.collect()
        answer = {"run": tables.run, "tables": tables.found, "left": tables.left}
    except Exception as error:
        if type(error).__name__ not in ("NoRun", "PipelineError"):
            raise
        answer = {"cannot": str(error)}
    with contextlib.suppress(importlib.metadata.PackageNotFoundError):
        answer["pandera"] = importlib.metadata.version("pandera")
    with open(output, "w", encoding="utf-8") as file:
        file.write(json.dumps(answer))
    return 0
