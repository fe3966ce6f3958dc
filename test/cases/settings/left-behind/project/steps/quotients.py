"""Quotients"""

# Generated.
from typing import Any

import numpy as np

from notebook.functions import quotient


def quotients() -> Any:
    np.seterr(all="raise")

    # Undone at its end: no later step misses it.
    with np.printoptions(precision=3):
        print(np.array([1 / 3]))
    zero = quotient(0)
    return zero
