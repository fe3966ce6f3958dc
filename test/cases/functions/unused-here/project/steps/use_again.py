"""Use again"""

# Generated.
from typing import Any

from notebook.functions import helper


def use_again(level: Any, start: float) -> Any:
    def scaled(x):
        return helper(x, level) * level.height

    for _ in range(7):
        scaled(start)
    return level
