"""Where things are, and the project's own table, parameters and settings.

`PACKAGE` is the project's own package, `SOURCE` its folder, and `RUNTIME` the package in it that runs the steps.
The environment variable PIPELINE_RUNS moves the folder of runs: to a disk that several machines share, or to an object
store (`s3://bucket/folder`), of which `RUNS` then is a local copy.
"""

from __future__ import annotations

import functools
import hashlib
import importlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .problems import PipelineError
from .table import Pipeline, wire

RUNTIME = __name__.rpartition(".")[0]
PACKAGE = RUNTIME.rpartition(".")[0]
SOURCE = Path(__file__).resolve().parents[1]
ROOT = SOURCE.parents[1] if SOURCE.parent.name == "src" else SOURCE.parent


def _runs() -> tuple[Path, str | None]:
    """The local folder of runs, and the address of the object store that it is a copy of."""
    place = os.environ.get("PIPELINE_RUNS") or str(ROOT / "runs")
    if "://" not in place:
        return Path(place).resolve(), None
    copies = os.environ.get("PIPELINE_COPY") or ROOT / "runs" / ".copies"
    return Path(copies).resolve() / hashlib.sha256(place.encode()).hexdigest()[:12], place.rstrip("/")


RUNS, REMOTE = _runs()


@functools.cache
def load_pipeline(run: str | None = None) -> Pipeline:
    """The wired step table of `pipeline.py`, with the options of the configuration: of a run that has begun, or today's."""
    from .step_options import configured

    return wire(configured(importlib.import_module(f"{PACKAGE}.pipeline").STEPS, run))


@functools.cache
def load_table() -> Pipeline:
    """The wired step table without the configuration, for whoever asks only which step gives what."""
    return wire(importlib.import_module(f"{PACKAGE}.pipeline").STEPS)


def has_models() -> bool:
    """The project says in `prediction.py` which of its values are models."""
    return (SOURCE / "prediction.py").is_file()


def is_runtime(module: str) -> bool:
    """A module that runs the project, as opposed to those that are the project."""
    return f"{module}.".startswith(f"{RUNTIME}.")


def working_directory() -> Path:
    """The folder in which steps run; relative paths in their code start here."""
    own = os.environ.get("PIPELINE_WORKDIR")
    return Path(own) if own else data_folder()


def data_folder() -> Path:
    """The project's folder of data files. Steps that an engine runs work in a copy of it."""
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


def settings_place(name: str) -> tuple[str, str]:
    """The module and the function of a set-up: `plots` stands in `settings.py`, `other.plots` in `other.py`."""
    module, _, function = name.rpartition(".")
    return f"{PACKAGE}.{module or 'settings'}", function


def settings_function(name: str) -> Callable[[], None]:
    """A set-up function of the step table."""
    module, function = settings_place(name)
    return getattr(importlib.import_module(module), function)


def enter_working_directory() -> None:
    """Work where the notebook worked, with modules that lie there importable as they were."""
    folder = working_directory()
    os.chdir(folder)
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
