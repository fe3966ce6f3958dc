"""Load"""

# Generated.
from typing import NamedTuple

import pandas as pd


class LoadResult(NamedTuple):
    factor: int
    prices: pd.DataFrame
    halves: int


def load() -> LoadResult:
    factor = 3
    prices = pd.DataFrame({"price": [1, 2]})
    halves = len(prices)
    return LoadResult(factor, prices, halves)
