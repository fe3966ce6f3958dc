"""Runs small notebooks as `check` does, for real."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "python"))


class Checks:
    """Requests and results of `run_check.py` in one folder."""

    def __init__(self, folder: Path):
        self.folder, self.work = folder / "folder", folder / "work"
        for each in (self.folder, self.work):
            each.mkdir()

    def request(
        self, *sources: str, saved: dict | None = None, clocked: tuple = (), raising: tuple = (), **changes
    ) -> Path:
        """`saved`: outputs of cells by index."""
        cells = [
            {
                "index": at,
                "source": source,
                "mayRaise": at in raising,
                "saved": (saved or {}).get(at),
                "clocked": at in clocked,
            }
            for at, source in enumerate(sources)
        ]
        request = {
            "cells": cells,
            "folder": str(self.folder),
            "around": None,
            "workdir": "",
            "sockets": str(self.work / "s"),
            "timeout": 120,
            "cellTimeout": 60,
            "memory": None,
            "noNetwork": False,
            "repeat": 1,
            "rtol": 1e-9,
            "atol": 1e-12,
            **changes,
        }
        path = self.work / "request.json"
        path.write_text(json.dumps(request))
        return path

    def start(self, request: Path) -> subprocess.Popen:
        command = [sys.executable, str(ROOT / "python" / "run_check.py"), str(request)]
        with open(self.work / "errors.txt", "w") as errors:
            return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True)

    def run(self, *sources: str, **changes) -> dict:
        """The result, with what was told of progress under `told`."""
        process = self.start(self.request(*sources, **changes))
        said = process.stdout.read()
        assert process.wait(180) == 0, (self.work / "errors.txt").read_text()
        result = json.loads((self.work / "result.json").read_text())
        return {**result, "told": [json.loads(line) for line in said.splitlines()]}

    def processes(self) -> list[str]:
        """Command lines that speak of this folder, or of the test's mark."""
        listed = subprocess.run(["ps", "-eo", "pid,args"], capture_output=True, text=True, check=True).stdout
        own = str(os.getpid())
        return [line for line in listed.splitlines() if str(self.work) in line and own not in line.split()[:1]]


@pytest.fixture
def checks(tmp_path) -> Checks:
    return Checks(tmp_path)
