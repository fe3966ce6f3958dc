"""Tell"""

# Generated.
from typing import Any

from sklearn.linear_model import LinearRegression


def tell(fitting: Any, model: LinearRegression) -> None:
    print(fitting.loops, model.coef_.round(3))
