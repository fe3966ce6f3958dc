"""Use"""

# Generated.
from typing import Any


def use(limits: Any, size: int, label: Any) -> Any:
    limits.append(size)
    print(limits, label)
    return limits
