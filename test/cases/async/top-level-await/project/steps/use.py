"""Use"""

# Generated.
from typing import Any


def use(results: Any) -> None:
    print(sum(results))
