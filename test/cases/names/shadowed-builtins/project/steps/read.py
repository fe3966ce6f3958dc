"""Read"""

# Generated.
from typing import Any


def read(list: Any, sum: Any) -> None:
    print(list, sum)
