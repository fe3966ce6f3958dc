"""Count"""

# Generated.
from typing import Any

from notebook.runtime.display import show


def count(hidden: Any) -> None:
    show(len(hidden.outputs))
