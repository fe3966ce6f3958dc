"""Hide it"""

# Generated.
import builtins
from typing import Any


def hide_it(values: list) -> Any:
    sum = builtins.sum
    sum = sum(values)
    return sum
