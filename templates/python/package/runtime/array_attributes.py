"""What numpy leaves out of a pickle: attributes of arrays of a library's own type (`class Signal(np.ndarray)`), and that
an array of objects is read-only."""

from __future__ import annotations

import sys
from typing import Any


def reduced(obj: Any) -> Any:
    """How to pickle such an array together with that; None for all else."""
    numpy = sys.modules.get("numpy")
    if numpy is None or not isinstance(obj, numpy.ndarray):
        return None
    if type(obj) is numpy.ndarray:
        is_kept = obj.flags.writeable or not obj.dtype.hasobject
        return None if is_kept else (*obj.__reduce_ex__(2)[:3], None, None, _set_read_only)
    kind, base = type(obj), numpy.ndarray
    if kind.__module__.partition(".")[0] == "numpy":  # `memmap` has an open file among its attributes
        return None
    does_it_itself = any(
        getattr(kind, method) is not getattr(base, method) for method in ("__reduce__", "__reduce_ex__", "__setstate__")
    )
    attributes = getattr(obj, "__dict__", None)
    if does_it_itself or not attributes:
        return None
    return _of_kind, (kind, obj.view(base)), attributes, None, None, _set_attributes


def _of_kind(kind: type, array: Any) -> Any:
    return array.view(kind)


def _set_attributes(array: Any, attributes: dict[str, Any]) -> None:
    array.__dict__.clear()
    array.__dict__.update(attributes)


def _set_read_only(array: Any, state: Any) -> None:
    array.__setstate__(state)
    array.flags.writeable = False
