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
from pathlib import Path

from .table_facts import is_table, table_facts

TABLES = ("DataFrame", "Series")


class Tables:
    """The tables of one run; `left` says of those that could not be read why."""

    def __init__(self, package, run):
        names = ("artifacts", "project", "store")
        self.artifacts, self.project, self.store = (
            importlib.import_module(f"{package}.runtime.{each}") for each in names
        )
        self.package, self.found, self.left = package, [], []
        self.run = self.artifacts.latest_run() if run == "latest" else run

    def collect(self):
        """Measures all of them, in the order of the step table."""
        self.project.enter_working_directory()
        for step in self.project.load_table().steps.values():
            record = self.store.read_from_run(self.run, step.name)
            if record is None:
                continue
            for name in step.sources:
                self._measure("catalog", step.name, name, lambda name=name: self._source(name))
            for artifact in record["artifacts"]:
                for name, kind in zip(artifact["names"], artifact["types"], strict=True):
                    if kind.endswith(TABLES):
                        self._measure("step", step.name, name, lambda: self._stored(record, name))

    def _stored(self, record, name):
        return self.artifacts.load_values(record, [name])[name]

    def _source(self, name):
        parameters = self.store.read_record(self.store.run_folder(self.run) / "parameters.json") or {}
        return importlib.import_module(f"{self.package}.runtime.catalog").read(name, parameters)

    def _measure(self, of, step, name, load):
        try:
            value = load()
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
    package = sorted((folder / "src").glob("*/pipeline.py"))[0].parent.name
    answer, output = {}, os.dup(1)
    os.dup2(2, 1)  # whatever libraries print is not the answer
    try:
        tables = Tables(package, run)
        tables.collect()
        answer = {"run": tables.run, "tables": tables.found, "left": tables.left}
    except Exception as error:
        if type(error).__name__ != "PipelineError":
            raise
        answer = {"cannot": str(error)}
    with contextlib.suppress(importlib.metadata.PackageNotFoundError):
        answer["pandera"] = importlib.metadata.version("pandera")
    with open(output, "w", encoding="utf-8") as file:
        file.write(json.dumps(answer))
    return 0
