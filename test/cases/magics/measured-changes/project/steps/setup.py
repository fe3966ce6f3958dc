"""setup"""

# Generated.
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LinearRegression


class SetupResult(NamedTuple):
    rng: np.random.Generator
    points: np.ndarray
    model: LinearRegression
    seen: list
    rows: int


def setup() -> SetupResult:
    rng = np.random.default_rng(0)
    points = rng.normal(size=(20, 2))
    model = LinearRegression()
    seen = []
    rows = 3
    return SetupResult(rng, points, model, seen, rows)
