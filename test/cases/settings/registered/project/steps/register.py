"""Register"""

# Generated.
import math
from typing import Any, NamedTuple

import mystery
import pandas as pd


class RegisterResult(NamedTuple):
    offset: int
    first: Any
    prices: pd.DataFrame


def register(factor: int, halves: int, prices: pd.DataFrame) -> RegisterResult:
    @pd.api.extensions.register_dataframe_accessor("sale")
    class Sale:
        def __init__(self, table):
            self.table = table

        def total(self):
            return self.table["price"].sum() * factor

    @mystery.rewriter("rooted")
    def rooted(x):
        return math.sqrt(x) * factor

    @mystery.register_last
    def last(x):
        return math.floor(x) + offset

    class Halved(mystery.Rewriter):
        def rewrite(self, x):
            return math.trunc(x) / halves

    offset = 1
    first = mystery.run(prices)
    return RegisterResult(offset, first, prices)
