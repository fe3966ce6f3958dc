"""Measure"""

# Generated.
from typing import Any, NamedTuple

import numpy as np
from sklearn.linear_model import LinearRegression

from notebook.runtime.timing import timeit_result


class MeasureResult(NamedTuple):
    fitting: Any
    model: LinearRegression


def measure(model: LinearRegression, data: np.ndarray) -> MeasureResult:
    # What is measured is done: the model is fitted afterwards.
    fitting = timeit_result(lambda: model.fit(data, data.sum(axis=1)), quiet=True, number=1, repeat=2)
    return MeasureResult(fitting, model)
