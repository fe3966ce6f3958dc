"""Functions, classes and constants that the steps share."""

# Generated.
import numpy as np
import pandas as pd


def prepared(n):
    pd.set_option("display.precision", 2)
    return pd.DataFrame({"a": [1 / n]})


def quotient(n):
    with np.errstate(divide="ignore"):
        return np.float64(1) / n
