"""flag"""

# Generated.
import pandas as pd

from notebook.runtime.display import show


def flag(orders: pd.DataFrame, threshold: int) -> pd.DataFrame:
    def is_large(amount):
        return amount > threshold

    orders["large"] = orders["amount"].map(is_large)

    show(orders.head())
    return orders
