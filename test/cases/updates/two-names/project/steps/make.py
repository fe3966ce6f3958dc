"""Make"""

# Generated.
from typing import Any, NamedTuple

import numpy as np


class MakeResult(NamedTuple):
    grid: np.ndarray
    corner: Any
    names: list
    same: list
    pair: list
    copied: list


def make() -> MakeResult:
    grid = np.zeros((3, 3))
    corner = grid[:2, :2]
    names = ["a"]
    same = names
    pair = [names, grid]
    copied = list(names)
    return MakeResult(grid, corner, names, same, pair, copied)
