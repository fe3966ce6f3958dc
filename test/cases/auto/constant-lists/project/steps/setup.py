"""setup"""

# Generated.
from typing import NamedTuple


class SetupResult(NamedTuple):
    SEEN: list
    KINDS: set
    PAIRS: list
    EMPTY: list
    names: list


def setup() -> SetupResult:
    SEEN = ["first"]
    KINDS = {"a", "b"}
    PAIRS = [("a", 1), ("b", 2)]
    EMPTY = []
    names = ["small", "letters"]
    return SetupResult(SEEN, KINDS, PAIRS, EMPTY, names)
