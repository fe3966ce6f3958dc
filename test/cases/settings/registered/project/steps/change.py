"""Change"""

# Generated.
import math

import mystery
import pandas as pd


def change(factor: int, offset: int) -> int:
    @pd.api.extensions.register_dataframe_accessor("sale")
    class Sale:
        def __init__(self, table):
            self.table = table

        def total(self):
            return self.table["price"].sum() * factor

    @mystery.register_last
    def last(x):
        return math.floor(x) + offset

    factor = 4
    return factor
