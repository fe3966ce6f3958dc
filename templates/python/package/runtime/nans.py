"""Floats that are not numbers: equal to none, so that only the very same one is found (`np.nan in values`, `x is np.nan`).

A pickle makes each one anew. Here each has a name: those of libraries are the ones of the process that loads them, and one that
is in several places stays one.
"""

from __future__ import annotations

import math
import pickle
import struct
import sys
from typing import Any

_OF_LIBRARIES = ("numpy", "math")


def name_of(obj: float) -> str | None:
    """The module that has this very object as its `nan`."""
    return next((name for name in _OF_LIBRARIES if getattr(sys.modules.get(name), "nan", None) is obj), None)


def note(obj: float, owned: dict[int, object]) -> bool:
    """Whether it is such a float; one that is no library's is taken into `owned`."""
    if not math.isnan(obj):
        return False
    if not name_of(obj):
        owned[id(obj)] = obj
    return True


class NanNames:
    """Names for the objects in one pickle."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[float, str]] = {}

    def name(self, obj: float) -> str:
        """Of a library's the module, else a number and the bits."""
        if module := name_of(obj):
            return module
        new = f"{len(self._known)} {struct.pack('<d', obj).hex()}"
        return self._known.setdefault(id(obj), (obj, new))[1]


class NanUnpickler(pickle.Unpickler):
    """Reads what was pickled with such names, and any other pickle."""

    def __init__(self, file: Any) -> None:
        super().__init__(file)
        self._known: dict[str, float] = {}

    def persistent_load(self, pid: str) -> float:
        if pid not in self._known:
            self._known[pid] = _made(pid)
        return self._known[pid]


def _made(name: str) -> float:
    if name in _OF_LIBRARIES:
        return __import__(name).nan
    return struct.unpack("<d", bytes.fromhex(name.partition(" ")[2]))[0]
