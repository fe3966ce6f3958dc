"""Make"""

# Generated.
from typing import NamedTuple


class MakeResult(NamedTuple):
    items: list
    state: str


def make() -> MakeResult:
    items = [1]
    state = "before"
    return MakeResult(items, state)
