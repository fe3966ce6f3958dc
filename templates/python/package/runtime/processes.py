"""The processes of running steps: started with a clean, fixed environment, and ended with the runner."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from typing import Any

from . import project, store
from .fingerprint import code_hash
from .log import read_log
from .store import Record

_GRACE_SECONDS = 5.0


def step_environment() -> dict[str, str]:
    """The environment of a step: figures go to the log, and sets have the same order in every run."""
    path = os.pathsep.join(filter(None, [str(project.SOURCE.parent), os.environ.get("PYTHONPATH", "")]))
    backend = f"module://{project.RUNTIME}.figures"
    return {**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": "0", "MPLBACKEND": backend}


class StepProcesses:
    """Starts processes for steps of a run and waits for them; `stop` ends those that run, with their children."""

    def __init__(self, run: str) -> None:
        self._run = run
        self._running: set[subprocess.Popen[bytes]] = set()
        self._stopped = False
        self._lock = threading.Lock()

    def run(self, step: str, key: str, attempt: int = 1, limit: int = 0) -> Record:
        """Run one step to its end, whatever that is; returns its record.

        Attempts are counted from 1. `limit` is the number of seconds after which it is ended; 0 for none.
        """
        store.forget_in_run(self._run, step)
        logs = store.run_folder(self._run) / "logs"
        logs.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", project.PACKAGE, "step", step, "--run", self._run, "--key", key]
        command += ["--attempt", str(attempt), "--code", code_hash(project.load_pipeline().step(step))]
        with open(logs / f"{step}.stderr.log", "ab") as errors:
            errors.truncate(0)
            process = self._start(command, errors)
        if process is None:
            message = "The run was stopped before the step started."
            return unfinished(self._run, step, key, attempt, "stopped", message)
        code = self._wait(process, limit)
        with self._lock:
            self._running.discard(process)
        if process.stdin:
            process.stdin.close()
        record = store.read_from_run(self._run, step)
        if record is not None:
            return record
        if self._stopped:
            return unfinished(self._run, step, key, attempt, "stopped", "The run was stopped.")
        if code is None:
            message = f"The step took longer than its limit of {limit} seconds, and was ended."
            return unfinished(self._run, step, key, attempt, "failed", message, "TimeLimit")
        message = f"{_how_it_ended(code)}\n{_tail(logs / f'{step}.stderr.log')}"
        return unfinished(self._run, step, key, attempt, "failed", message)

    def stop(self) -> None:
        """End all processes, kindly at first."""
        with self._lock:
            self._stopped = True
            running = list(self._running)
        _end(running)

    def _wait(self, process: subprocess.Popen[bytes], limit: int) -> int | None:
        """The exit code of a process; None when it was ended for taking too long."""
        try:
            return process.wait(limit or None)
        except subprocess.TimeoutExpired:
            _end([process])
            return None

    def _start(self, command: list[str], errors: Any) -> subprocess.Popen[bytes] | None:
        """The process holds the other end of a pipe, and so notices when the runner is gone."""
        with self._lock:
            if self._stopped:
                return None
            process = subprocess.Popen(
                command,
                cwd=project.ROOT,
                env=step_environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                start_new_session=True,
            )
            self._running.add(process)
            return process


def unfinished(
    run: str, step: str, key: str, attempt: int, status: str, message: str, kind: str = "ProcessEnded"
) -> Record:
    """Store the record of a step whose process could not write one; returns it."""
    error: Mapping[str, Any] = {"type": kind, "message": message, "traceback": None, "file": None, "line": None}
    log = store.run_folder(run) / "logs" / f"{step}.jsonl"
    record = {
        "step": step,
        "key": key,
        "run": run,
        "status": status,
        "started": None,
        "seconds": 0.0,
        "attempts": attempt,
        "artifacts": [],
        "random_state": None,
        "reads": {},
        "writes": {},
        "warnings": [],
        "unstored": {},
        "remade": [],
        "error": error,
        "source": project.step_file(step).read_text(encoding="utf-8"),
        "python": "",
        "packages": {},
        "log": store.keep_copy(log) if read_log(log) else None,
    }
    store.save_to_run(run, record)
    return record


def end_with_parent() -> None:
    """In a step's process: end when the runner does, and let the step see an empty standard input."""
    pipe = os.dup(0)
    with open(os.devnull, "rb") as nothing:
        os.dup2(nothing.fileno(), 0)

    def watch() -> None:
        os.read(pipe, 1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True, name="end-with-parent").start()


def _end(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    """End processes with their children, kindly at first."""
    for process in processes:
        _signal_group(process, signal.SIGTERM)
    for process in processes:
        try:
            process.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            _signal_group(process, getattr(signal, "SIGKILL", signal.SIGTERM))


def _signal_group(process: subprocess.Popen[bytes], number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, number)
        else:
            process.terminate()


def _how_it_ended(code: int) -> str:
    if code >= 0:
        return f"The process of the step ended with code {code} without a result."
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    return f"The process of the step was killed ({name})."


def _tail(path: Any, lines: int = 20) -> str:
    try:
        return "\n".join(path.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])
    except OSError:
        return ""
