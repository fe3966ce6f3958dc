"""Fail"""

# Generated.
import traceback
from typing import Any, NamedTuple


class FailResult(NamedTuple):
    items: list
    state: Any


def fail(items: list, state: str) -> FailResult:
    try:
        items.append(2)
        state = int("no number")
        items.append(3)
    except Exception:  # the notebook goes on after this error
        traceback.print_exc()
    return FailResult(items, state)
