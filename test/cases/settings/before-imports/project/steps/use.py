"""Use"""

# Generated.
from typing import Any, NamedTuple

import keras
import numpy as np


class UseResult(NamedTuple):
    x: np.ndarray
    y: Any


def use(x: np.ndarray) -> UseResult:
    y = keras.ops.convert_to_numpy(x).sum()
    print(y)
    return UseResult(x, y)
