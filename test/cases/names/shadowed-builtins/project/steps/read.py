"""Read"""

# Generated.
from typing import Any


def read(list: list, sum: Any) -> None:
    print(list, sum)
