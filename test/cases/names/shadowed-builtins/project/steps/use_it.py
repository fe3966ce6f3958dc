"""Use it"""

# Generated.
import builtins
from typing import NamedTuple


class UseItResult(NamedTuple):
    values: list
    list: list


def use_it() -> UseItResult:
    list = builtins.list
    values = list(range(5))
    list = values[:2]
    return UseItResult(values, list)
