"""Two"""

# Generated.
from typing import NamedTuple

from IPython.core.interactiveshell import InteractiveShell

from notebook.runtime.display import show


class TwoResult(NamedTuple):
    x: list
    z: list
    w: int
    a: int
    b: int


def two(x: list, y: int) -> TwoResult:
    InteractiveShell.ast_node_interactivity = "last_expr_or_assign"

    x.append(4)
    z = x + [y]  # sum
    show(z)

    w: int = 4
    show(w)

    a, b = 1, 2

    w += 1
    show(w)
    return TwoResult(x, z, w, a, b)
