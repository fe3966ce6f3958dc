"""How engines start steps: `step NAME --run ID` in a process of the project's own interpreter.

An engine may be installed in another environment than the project, so this imports neither the project's libraries nor
anything else that is heavy.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).resolve().parents[1]
ROOT = SOURCE.parents[1] if SOURCE.parent.name == "src" else SOURCE.parent
PACKAGE = SOURCE.name

_LONGEST_RUN_ID = 100


class StepFailed(RuntimeError):
    """A step failed; the message is the end of what it wrote to its standard error."""


def interpreter() -> str:
    """The Python of the project: PIPELINE_PYTHON, else that of the `.venv` beside it, else the one that runs this."""
    own = ROOT / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    return os.environ.get("PIPELINE_PYTHON") or (str(own) if own.is_file() else sys.executable)


def run_id(name: str) -> str:
    """A valid id of a run, made of whatever an engine calls it; different names give different ids."""
    text = re.sub(r"[^\w.+-]", "-", name, flags=re.ASCII).lstrip(".+-")
    if text == name and len(text) <= _LONGEST_RUN_ID:
        return text
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{text[: _LONGEST_RUN_ID - 9]}-{digest}" if text else f"run-{digest}"


def step_command(step: str, run: str, parameters: Mapping[str, Any] | None = None) -> list[str]:
    """The command that runs a step, without the interpreter: for containers and shells."""
    options = [part for patch in patches(parameters or {}) for part in ("--patch", patch)]
    return ["-m", PACKAGE, "step", step, "--run", run, *options]


def patches(parameters: Mapping[str, Any]) -> list[str]:
    """Parameters as `NAME=VALUE`, the form in which the command line takes them."""
    return [f"{name}={_text(value)}" for name, value in parameters.items()]


def call_step(
    step: str, run: str, parameters: Mapping[str, Any] | None = None, variables: Mapping[str, str] | None = None
) -> None:
    """Run a step of a run in a process of its own and wait for it; what it prints is printed here.

    `parameters` are those of the run, the same for each of its steps; what is not named has the project's default.
    `variables` are added to the step's environment: secrets that the engine keeps.
    The process ends when this one does. Raises StepFailed.
    """
    path = os.pathsep.join(filter(None, [str(SOURCE.parent), os.environ.get("PYTHONPATH", "")]))
    own = {"PYTHONPATH": path, "PYTHONUNBUFFERED": "1", "PIPELINE_ENDS_WITH_PARENT": "1"}
    environment = {**os.environ, **(variables or {}), **own}
    process = subprocess.Popen(
        [interpreter(), *step_command(step, run, parameters)],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    last: list[str] = []
    try:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            last = [*last[-19:], line]
        code = process.wait()
    except BaseException:
        process.kill()
        process.wait()
        raise
    if code != 0:
        raise StepFailed(f"Step '{step}' ended with code {code}.\n{''.join(last)}")


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
