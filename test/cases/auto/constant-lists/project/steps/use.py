"""Use"""

# Generated.
from typing import NamedTuple

from notebook.functions import scaled


class UseResult(NamedTuple):
    found: dict
    told: list


def use(
    points: list,
    KINDS: set,
    PAIRS: list,
    EMPTY: list,
    SEEN: list,
    names: list,
    GRID: dict,
    HORIZONS: tuple[int, ...],
    MIXED: list,
    RATE: float,
) -> UseResult:
    found = {horizon: scaled([point * horizon * RATE for point in points]) for horizon in HORIZONS}
    told = [sorted(KINDS), PAIRS, EMPTY, SEEN, MIXED, GRID["rate"], names]
    return UseResult(found, told)
