"""Third"""

# Generated.
from typing import Any

from models import draw


def third() -> Any:
    third = draw(3)
    return third
