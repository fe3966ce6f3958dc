"""Expand"""

# Generated.
from typing import Any

from sympy import *  # noqa: F403

from notebook.runtime.display import show as show_value


def expand_step(x: Any, y: Any) -> None:
    show_value(expand((x + y) ** 2))
