"""flag"""

# Generated.
from functools import partial

import pandas as pd

from notebook.functions import is_large
from notebook.runtime.display import show


def flag(orders: pd.DataFrame, threshold: int) -> pd.DataFrame:
    orders["large"] = orders["amount"].map(partial(is_large, threshold=threshold))

    show(orders.head())
    return orders
