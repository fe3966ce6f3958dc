"""Load"""

# Generated.
from typing import Any, NamedTuple

import numpy as np
import pandas as pd


class LoadResult(NamedTuple):
    days: pd.DataFrame
    split: int
    scale: Any


def load() -> LoadResult:
    days = pd.read_csv("days.csv")
    split = int(len(days) * 0.8)
    scale = np.float64(days["size"].max())
    return LoadResult(days, split, scale)
