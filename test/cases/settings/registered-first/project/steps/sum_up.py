"""Sum up"""

# Generated.
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib.colors import ListedColormap


def sum_up() -> Any:
    @pd.api.extensions.register_dataframe_accessor("sale")
    class Sale:
        def __init__(self, table):
            self.table = table

        def total(self):
            return self.table.price.sum()

    mpl.colormaps.register(ListedColormap(["red", "blue"], name="ours"))

    total = pd.DataFrame({"price": [1, 2]}).sale.total()
    return total
