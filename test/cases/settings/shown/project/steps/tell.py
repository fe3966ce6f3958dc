"""Tell"""

# Generated.
import numpy as np


def tell(ratios: np.ndarray) -> None:
    print(ratios / 0)
