"""Show"""

# Generated.
from typing import Any


def show(labels: list, top: Any, top_again: Any) -> None:
    print(labels, top, top_again)
