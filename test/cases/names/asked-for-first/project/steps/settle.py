"""Settle"""

# Generated.
from typing import Any, NamedTuple


class SettleResult(NamedTuple):
    limits: Any
    label: Any


def settle(size: int) -> SettleResult:
    label = None
    # Bound only if a run before this one did it: nothing may bind it here.
    try:
        limits
    except NameError:
        limits = [size]
    if size > 2:
        label = "large"
    return SettleResult(limits, label)
