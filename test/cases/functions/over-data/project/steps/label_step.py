"""Label"""

# Generated.
from typing import Any, NamedTuple

import numpy as np

from notebook.functions import label, largest


class LabelStepResult(NamedTuple):
    labels: list
    top: Any


def label_step(prices: np.ndarray) -> LabelStepResult:
    labels = [label(price) for price in prices]
    top = largest(prices)
    return LabelStepResult(labels, top)
