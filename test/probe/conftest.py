"""Runs small notebooks with the probe, for real."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "python"))


class Traced:
    """A result of `run_trace.py`."""

    def __init__(self, result: dict):
        self.result = result
        self.cells = result["cells"]
        self.statements = [each for cell in self.cells for each in cell["statements"]]

    def versions(self, name: str) -> list[dict]:
        return [each for each in self.result["values"] if each["name"] == name]

    def last(self, name: str) -> dict:
        return self.versions(name)[-1]

    def told(self, what: str) -> list:
        """One entry for each statement: what it is said to have done."""
        return [each.get(what, []) for each in self.statements]


@pytest.fixture
def traced(tmp_path):
    """Runs cells with these sources in a kernel; `files` lie beside the notebook."""

    def run(*sources: str, files: dict[str, str] | None = None, **changes) -> Traced:
        folder, work = tmp_path / "folder", tmp_path / "work"
        for each in (folder, work):
            each.mkdir()
        for name, text in (files or {}).items():
            (folder / name).write_text(text)
        cells = [{"index": at, "source": source, "mayRaise": False} for at, source in enumerate(sources)]
        request = {
            "cells": cells,
            "folder": str(folder),
            "around": None,
            "workdir": "",
            "samples": False,
            "timeout": 60,
            "memory": None,
            "noNetwork": False,
            "sockets": str(tmp_path / "s"),
            **changes,
        }
        (work / "request.json").write_text(json.dumps(request))
        command = [sys.executable, str(ROOT / "python" / "run_trace.py"), str(work / "request.json")]
        with open(work / "errors.txt", "w") as errors:
            process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=errors)
            assert process.wait(120) == 0, (work / "errors.txt").read_text()
        before = {name: (folder / name).read_text() for name in files or {}}
        assert before == (files or {}) and sorted(each.name for each in folder.iterdir()) == sorted(before)
        return Traced(json.loads((work / "result.json").read_text()))

    return run
