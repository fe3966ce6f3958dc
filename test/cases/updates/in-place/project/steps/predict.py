"""Predict"""

# Generated.
import numpy as np
import pandas as pd
from sklearn.linear_model import LinearRegression


def predict(model: LinearRegression, df: pd.DataFrame, log: list, weights: np.ndarray, total: int) -> np.ndarray:
    predicted = model.predict(df[["x"]])
    print(log, weights.sum(), total)
    return predicted
