"""Compute"""

# Generated.
import numpy as np


def compute(values: np.ndarray) -> np.ndarray:
    squares = values**2
    return squares
