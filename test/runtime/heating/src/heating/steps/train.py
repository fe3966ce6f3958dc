"""Ridge regression on simulated demand."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from sklearn.linear_model import Ridge

from heating.functions import on_train


class Trained(NamedTuple):
    X: np.ndarray
    y: np.ndarray
    split: int
    model: Ridge


def train(df: pd.DataFrame, alpha: float) -> Trained:
    X = df[["temp", "hdd"]].to_numpy()
    y = 5 + 3 * df.hdd.to_numpy() + np.random.normal(0, 1, len(df))
    split = int(len(df) * 0.8)
    model = Ridge(alpha=alpha)
    model.fit(on_train(X, split), on_train(y, split))
    return Trained(X, y, split, model)
