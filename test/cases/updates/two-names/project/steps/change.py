"""Change"""

# Generated.
from typing import Any, NamedTuple

import numpy as np


class ChangeResult(NamedTuple):
    corner: Any
    grid: np.ndarray
    pair: list
    names: list
    same: list
    copied: list


def change(corner: Any, same: list, copied: list, grid: np.ndarray, names: list, pair: list) -> ChangeResult:
    corner[0, 0] = 9
    same.append("b")
    copied.append("c")
    return ChangeResult(corner, grid, pair, names, same, copied)
