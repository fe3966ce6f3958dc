"""load"""

# Generated.
import pandas as pd


def load(columns: list[str]) -> pd.DataFrame:
    orders = pd.DataFrame({"amount": [50, 150, 250], "customer": ["a", "b", "a"]})

    orders = orders[columns]
    return orders
