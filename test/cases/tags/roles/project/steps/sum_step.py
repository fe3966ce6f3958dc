"""sum"""

# Generated.
from typing import Any

import pandas as pd


def sum_step(orders: pd.DataFrame) -> Any:
    total = orders.loc[orders["large"], "amount"].sum()
    return total
