"""More"""

# Generated.
from typing import Any, NamedTuple

import numpy as np


class MoreResult(NamedTuple):
    prices: np.ndarray
    top_again: Any


def more(prices: np.ndarray) -> MoreResult:
    def largest():
        return prices.max()

    prices = np.append(prices, 500.0)
    top_again = largest()
    return MoreResult(prices, top_again)
