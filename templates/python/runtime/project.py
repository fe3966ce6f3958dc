"""Where things are, and the project's own table, parameters and settings.

`RUNTIME` names the modules that run the project, as opposed to those that are the project.
The environment variable PIPELINE_RUNS moves the folder of runs, for example to a disk that several machines share.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .problems import PipelineError
from .table import Pipeline, wire

PACKAGE = __name__.rpartition(".")[0]
SOURCE = Path(__file__).resolve().parent
ROOT = SOURCE.parents[1] if SOURCE.parent.name == "src" else SOURCE.parent
_OWN = """
__main__ artifacts attributes audit bundle checkpoints cli comparison contents display engine figures files fingerprint
formats frames guard imports inputs library_values log manifest module_state module_uses observed outputs parameters
problems processes progress project random_state report report_outputs report_prose report_source report_style runner
store table worker
"""
RUNTIME = frozenset(f"{PACKAGE}.{name}" for name in _OWN.split())
RUNS = Path(os.environ.get("PIPELINE_RUNS") or ROOT / "runs").resolve()


def load_pipeline() -> Pipeline:
    """The wired step table of `pipeline.py`."""
    return wire(importlib.import_module(f"{PACKAGE}.pipeline").STEPS)


def working_directory() -> Path:
    """The folder in which steps run; relative paths in their code start here."""
    folder = ROOT / getattr(importlib.import_module(f"{PACKAGE}.pipeline"), "WORKDIR", "files")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def step_function(name: str) -> Callable[..., Any]:
    """The function of a step; importing it imports the libraries the step uses."""
    module = importlib.import_module(f"{PACKAGE}.steps.{name}")
    function = getattr(module, name, None)
    if function is None:
        raise PipelineError(f"{module.__file__} has no function '{name}'.")
    return function


def step_file(name: str) -> Path:
    """The source file of a step."""
    return SOURCE / "steps" / f"{name}.py"


def settings_function(name: str) -> Callable[[], None]:
    """A set-up function of `settings.py`."""
    return getattr(importlib.import_module(f"{PACKAGE}.settings"), name)


def enter_working_directory() -> None:
    """Work where the notebook worked, with modules that lie there importable as they were."""
    folder = working_directory()
    os.chdir(folder)
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
