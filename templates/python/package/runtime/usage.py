"""What a step takes from the machine: processor time and memory, as the system counts them."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

resource: ModuleType | None
try:
    import resource
except ImportError:  # not on Windows
    resource = None

_BYTES = 1 if sys.platform == "darwin" else 1024  # the unit in which the system gives memory


class Usage:
    """Counts from where it is made.

    Arguments:
        own_process: the step has this process for itself, so that the most memory the process had is the step's.
    """

    def __init__(self, own_process: bool) -> None:
        self._own_process = own_process
        self._start = _processor_seconds()

    def so_far(self) -> dict[str, Any]:
        """Seconds of processor time, of programs that the step started too, and the most memory in bytes."""
        seconds = _processor_seconds()
        return {
            "cpu_seconds": None if seconds is None or self._start is None else round(seconds - self._start, 3),
            "peak_memory_bytes": _peak_memory() if self._own_process else None,
        }


def _processor_seconds() -> float | None:
    if resource is None:
        return None
    counts = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(count.ru_utime + count.ru_stime for count in counts)


def _peak_memory() -> int | None:
    """Linux counts what the process that started this one had into `ru_maxrss`, but not into VmHWM."""
    try:
        found = re.search(r"^VmHWM:\s*(\d+) kB$", Path("/proc/self/status").read_text(encoding="ascii"), re.MULTILINE)
    except (OSError, UnicodeDecodeError):
        found = None
    if found:
        return int(found[1]) * 1024
    return None if resource is None else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _BYTES
