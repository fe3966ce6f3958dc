"""Tell"""

# Generated.
from typing import Any

import matplotlib as mpl
import pandas as pd


def tell(total: Any) -> None:
    @pd.api.extensions.register_dataframe_accessor("sale")
    class Sale:
        def __init__(self, table):
            self.table = table

        def total(self):
            return self.table.price.sum()

    print(total, pd.DataFrame({"price": [3]}).sale.total(), mpl.colormaps["ours"](0))
