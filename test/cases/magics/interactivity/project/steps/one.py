"""One"""

# Generated.
from typing import NamedTuple

from notebook.runtime.display import show


class OneResult(NamedTuple):
    x: list
    y: int


def one() -> OneResult:
    x = [1, 2]
    show(x)
    show(len(x))
    y = 3  # note
    return OneResult(x, y)
