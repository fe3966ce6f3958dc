"""Divide"""

# Generated.
import numpy as np

from notebook.runtime.display import show


def divide() -> np.ndarray:
    show(np.seterr(all="ignore"))

    ratios = np.arange(3.0) / 0
    return ratios
