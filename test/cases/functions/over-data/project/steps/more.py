"""More"""

# Generated.
from typing import Any

import numpy as np


def more(prices: np.ndarray) -> Any:
    def largest():
        return prices.max()

    prices = np.append(prices, 500.0)
    top_again = largest()
    return top_again
