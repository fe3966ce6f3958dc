"""Types of C functions (`ctypes.CFUNCTYPE(c_double, c_double)`), which ctypes makes as they are asked for: no module has them."""

from __future__ import annotations

import sys
from typing import Any


def reduced(obj: Any) -> Any:
    """How to pickle such a type; None for all else."""
    library = sys.modules.get("ctypes")
    if library is None or not isinstance(obj, type) or not issubclass(obj, library._CFuncPtr):
        return None
    if obj is library._CFuncPtr or obj.__qualname__ != "CFUNCTYPE.<locals>.CFunctionType":
        return None
    flags = obj._flags_
    errors = {
        "use_errno": bool(flags & library._FUNCFLAG_USE_ERRNO),
        "use_last_error": bool(flags & library._FUNCFLAG_USE_LASTERROR),
    }
    return _function_type, (obj._restype_, obj._argtypes_, errors)


def _function_type(result: Any, arguments: tuple[Any, ...], errors: dict[str, bool]) -> Any:
    import ctypes

    return ctypes.CFUNCTYPE(result, *arguments, **errors)
