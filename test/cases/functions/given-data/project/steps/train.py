"""Train"""

# Generated.
from typing import Any, NamedTuple

import pandas as pd

from notebook.functions import both, scaled


class TrainResult(NamedTuple):
    sizes: pd.Series
    pair: list
    shares: pd.Series


def train(split: int, scale: Any, days: pd.DataFrame) -> TrainResult:
    share = lambda value: value / scale
    sizes = scaled(days["size"], scale=scale, split=split)
    pair = both(days["size"], days["size"], digits=1, scale=scale, split=split)
    shares = days["size"].map(share)
    return TrainResult(sizes, pair, shares)
