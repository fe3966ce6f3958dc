"""Measure"""

# Generated.
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LinearRegression


class MeasureResult(NamedTuple):
    model: LinearRegression
    rng: np.random.Generator
    seen: list


def measure(
    model: LinearRegression, points: np.ndarray, rng: np.random.Generator, rows: int, seen: list
) -> MeasureResult:
    model.fit(points, points.sum(axis=1))
    for _ in range(6):
        rng.normal(size=rows)

    def _timed() -> None:
        rows = 5
        for _ in range(2):
            sample = rng.normal(size=rows)
            seen.append(sample.sum())

    for _ in range(3):
        _timed()
    return MeasureResult(model, rng, seen)
