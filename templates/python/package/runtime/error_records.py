"""What went wrong in a step, as data."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path
from types import TracebackType

from . import project
from .problems import PipelineError
from .store import Record

_RUNTIME = {str(project.SOURCE / "runtime" / name) for name in ("worker.py", "project.py", "imports.py")}


def describe_error(error: BaseException) -> Record:
    """An error as data: the traceback shows the project's and the libraries' frames, not the runtime's."""
    if isinstance(error, PipelineError):
        return {"type": type(error).__name__, "message": str(error), "traceback": None, "file": None, "line": None}
    trace = _without_runtime(error.__traceback__)
    own = [frame for frame in traceback.extract_tb(trace) if _is_of_project(frame.filename)]
    place = own[-1] if own else None
    return {
        "type": type(error).__name__,
        "message": str(error),
        "traceback": "".join(traceback.TracebackException(type(error), error, trace).format()),
        "file": place.filename if place else None,
        "line": place.lineno if place else None,
    }


def _without_runtime(trace: TracebackType | None) -> TracebackType | None:
    """The traceback from the first frame that is the user's."""
    start = trace
    while start and not _is_users(start.tb_frame.f_code.co_filename):
        start = start.tb_next
    return start or trace


def _is_users(filename: str) -> bool:
    return _is_of_project(filename) and filename not in _RUNTIME


def _is_of_project(filename: str) -> bool:
    """Packages are the project's neither where its environment lies in its folder."""
    path = Path(filename)
    return path.is_relative_to(project.ROOT) and not path.is_relative_to(sys.prefix)
