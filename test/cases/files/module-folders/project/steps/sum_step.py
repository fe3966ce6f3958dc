"""Sum"""

# Generated.
import os
from typing import Any


def sum_step(base: str, numbers: Any) -> None:
    print(os.path.basename(base) != "", numbers.a.sum())
