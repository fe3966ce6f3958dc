"""setup"""

# Generated.
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LinearRegression


class SetupResult(NamedTuple):
    data: np.ndarray
    model: LinearRegression


def setup() -> SetupResult:
    data = np.arange(6.0).reshape(3, 2)
    model = LinearRegression()
    return SetupResult(data, model)
