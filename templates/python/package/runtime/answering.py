"""Pickles of objects that answer for attributes which they do not have (`__getattr__`).

`pickle` asks a new object for `__setstate__` while it has no attributes yet. A class that looks into one of its own to
answer (`getattr(self.wrapped, name)`) then asks itself for ever. So the state of such an object is set from outside.
"""

from __future__ import annotations

import copyreg
from typing import Any


def reduced(obj: object) -> tuple[Any, ...] | None:
    """How to make the object again without asking it; None where that is its own business, or plain."""
    cls = type(obj)
    if isinstance(obj, type) or not hasattr(cls, "__getattr__"):
        return None
    if hasattr(cls, "__setstate__") or cls in copyreg.dispatch_table:
        return None
    if cls.__reduce_ex__ is not object.__reduce_ex__ or cls.__reduce__ is not object.__reduce__:
        return None
    parts = obj.__reduce_ex__(5)
    if isinstance(parts, str) or len(parts) < 3 or parts[2] is None:
        return None
    make, arguments, state, *items = parts
    return (make, arguments, state, *items, *[None] * (2 - len(items)), set_state)


def set_state(obj: object, state: Any) -> None:
    """Give a new object the attributes that it had."""
    attributes, slots = state if isinstance(state, tuple) else (state, None)
    if attributes:
        object.__getattribute__(obj, "__dict__").update(attributes)
    for name, value in (slots or {}).items():
        object.__setattr__(obj, name, value)
