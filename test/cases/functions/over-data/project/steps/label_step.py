"""Label"""

# Generated.
from typing import Any, NamedTuple

import numpy as np

from notebook.functions import label


class LabelStepResult(NamedTuple):
    labels: list
    top: Any


def label_step(prices: np.ndarray) -> LabelStepResult:
    def largest():
        return prices.max()

    labels = [label(price) for price in prices]
    top = largest()
    return LabelStepResult(labels, top)
