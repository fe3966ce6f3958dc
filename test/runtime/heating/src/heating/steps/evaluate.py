"""Mean absolute error on the last fifth of the days."""

import numpy as np
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error

from heating.functions import on_test


def evaluate(X: np.ndarray, y: np.ndarray, split: int, model: Ridge) -> float:
    mae = mean_absolute_error(on_test(y, split), model.predict(on_test(X, split)))
    print(f"MAE {mae:.3f}")
    return mae
