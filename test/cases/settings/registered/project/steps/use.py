"""Use"""

# Generated.
import math
from typing import Any, NamedTuple

import mystery
import pandas as pd


class UseResult(NamedTuple):
    first: Any
    prices: pd.DataFrame


def use(factor: int, offset: int, prices: pd.DataFrame, first: Any) -> UseResult:
    @pd.api.extensions.register_dataframe_accessor("sale")
    class Sale:
        def __init__(self, table):
            self.table = table

        def total(self):
            return self.table["price"].sum() * factor

    @mystery.register_last
    def last(x):
        return math.floor(x) + offset

    print(prices.sale.total(), mystery.run(prices), first)
    return UseResult(first, prices)
