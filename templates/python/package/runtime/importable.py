"""Which functions and classes another process finds by their names."""

from __future__ import annotations

import contextlib
import importlib
import sys
import types
from typing import Any


def importable(obj: Any) -> bool:
    """A function or class that another process finds under its name."""
    found: Any = _module(getattr(obj, "__module__", None) or "builtins")
    if found is None or found.__name__ == "__main__":
        return False
    for part in obj.__qualname__.split("."):
        found = getattr(found, part, None)
    return found is obj


def _module(name: str) -> types.ModuleType | None:
    """A module that is loaded, or that a loaded package loads when somebody asks for it (`numpy.rec`)."""
    if name not in sys.modules and name.partition(".")[0] in sys.modules:
        with contextlib.suppress(Exception):
            importlib.import_module(name)
    return sys.modules.get(name)
