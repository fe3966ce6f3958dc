"""Runs the steps: each in a process of its own, as soon as what it takes is there. What did not change is not run again."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from threading import Semaphore
from typing import Any

from ..pipeline import STEPS
from .project import ROOT, RUNS, SOURCE, Record, file_hashes, read_json, write_json
from .step_run import run_step
from .store import folder_of, read_from_run
from .table import Row

_MARKS = {"done": "✓", "cached": "=", "failed": "✗"}


class Runner:
    """One run of the steps in `rows`; those in `forced` run even if nothing changed."""

    def __init__(self, rows: dict[str, Row], run: str, parameters: dict[str, Any], forced: set[str]) -> None:
        self._rows, self._run, self._parameters, self._forced = rows, run, parameters, forced
        self._records: dict[str, Record] = {}
        self._failed = False
        written = {file for step in STEPS for file in step.writes}
        given = sorted(path for path in Path().rglob("*") if path.is_file() and path.as_posix() not in written)
        shared = [path for path in sorted(SOURCE.glob("*.py")) if path.name not in ("pipeline.py", "params.py")]
        installed = sorted(path.name for place in sys.path for path in Path(place).glob("*.dist-info"))
        self._surroundings = [file_hashes(given), file_hashes(shared), sys.version, installed]

    def in_processes(self, jobs: int) -> bool:
        """Run the steps, several at a time; False when one failed: then no other is started."""
        slots, results = Semaphore(max(1, jobs)), dict[str, Future[bool]]()

        def run(name: str) -> bool:
            wait(results[need] for need in self._rows[name].needs)
            with slots:
                return not self._failed and self._keep(self._result(name, _run_process))

        with ThreadPoolExecutor(len(self._rows) or 1) as threads:
            for name in self._rows:
                results[name] = threads.submit(run, name)
        return all(each.result() for each in results.values())

    def in_this_process(self) -> bool:
        """Run the steps one after the other, as a debugger wants it; False as soon as one fails."""
        return all(self._keep(self._result(name, run_step)) for name in self._rows)

    def _result(self, name: str, start: Callable[[Row, str, str], Record]) -> Record:
        row, key = self._rows[name], self._key(self._rows[name])
        stored = read_json(folder_of(name, key) / "step.json")
        if not stored or name in self._forced or stored["writes"] != file_hashes(row.step.writes):
            print(f"… {name}", flush=True)
            return start(row, self._run, key)
        record = {**stored, "status": "cached", "seconds": 0.0}
        write_json(RUNS / self._run / "steps" / f"{name}.json", record)
        return record

    def _key(self, row: Row) -> str:
        """A hash of all that the result depends on: code, inputs, parameters, files, installed packages."""
        parts = [
            (SOURCE / "steps" / f"{row.step.name}.py").read_text(encoding="utf-8"),
            [row.step.outputs, row.step.settings, file_hashes(row.step.reads)],
            {name: self._records[giver]["artifacts"][0]["sha256"] for name, giver in row.givers.items()},
            {name: self._parameters[name] for name in row.step.parameters},
            self._surroundings,
        ]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]

    def _keep(self, record: Record) -> bool:
        self._records[record["step"]] = record
        told = "cached" if record["status"] == "cached" else f"{record['seconds']:.1f}s"
        print(f"{_MARKS[record['status']]} {record['step']:30} {told}", flush=True)
        for name, value in record.get("metrics", {}).items():
            print(f"    {name} = {value:g}")
        if record["error"]:
            self._failed = True
            print(record["error"]["traceback"], file=sys.stderr)
        return not record["error"]


def _run_process(row: Row, run: str, key: str) -> Record:
    name = row.step.name
    (RUNS / run / "steps" / f"{name}.json").unlink(missing_ok=True)
    command = [sys.executable, "-m", f"{__package__}.step_run", name, run, key]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if record := read_from_run(run, name):
        if done.stdout:  # of other programs
            with open(RUNS / record["log"]["file"], "a", encoding="utf-8") as log:
                log.write(json.dumps({"kind": "stdout", "line": None, "text": done.stdout}) + "\n")
        return record
    text = f"The process of step '{name}' ended with code {done.returncode}.\n{done.stderr[-2000:]}"
    error = {"type": "ProcessEnded", "message": text, "traceback": text, "file": None, "line": None}
    return {"step": name, "status": "failed", "seconds": 0.0, "error": error}


def environment() -> dict[str, str]:
    """The environment of steps: figures are shown as in a notebook, and sets have one order."""
    path = os.pathsep.join(filter(None, [str(SOURCE.parent), os.environ.get("PYTHONPATH")]))
    return os.environ | {"PYTHONPATH": path, "PYTHONHASHSEED": "0", "MPLBACKEND": f"module://{__package__}.figures"}
