"""First"""

# Generated.
from typing import Any

from models import draw


def first() -> Any:
    first = draw(3)
    return first
