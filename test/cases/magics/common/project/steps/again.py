"""Again"""

# Generated.
from typing import Any


def again(out: Any) -> None:
    print(out.stdout)
