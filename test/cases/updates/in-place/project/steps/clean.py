"""Clean"""

# Generated.
from typing import NamedTuple

import numpy as np
import pandas as pd


class CleanResult(NamedTuple):
    df: pd.DataFrame
    log: list
    weights: np.ndarray
    counts: dict
    total: int


def clean(df: pd.DataFrame, log: list, weights: np.ndarray, counts: dict, total: int) -> CleanResult:
    df.dropna(inplace=True)
    df["z"] = df.x * 2
    log.append("cleaned")
    weights[2:] = 0.5
    counts["rows"] = len(df)
    total += counts["rows"]
    return CleanResult(df, log, weights, counts, total)
