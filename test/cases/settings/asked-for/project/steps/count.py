"""Count"""

# Generated.
from typing import Any


def count(colours: Any) -> int:
    amount = len(colours)
    return amount
