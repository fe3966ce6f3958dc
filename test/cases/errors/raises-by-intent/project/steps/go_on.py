"""Go on"""

# Generated.
from typing import Any


def go_on(items: list, state: Any) -> None:
    print(items, state)
