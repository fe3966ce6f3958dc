"""Load"""

# Generated.
from typing import Any, NamedTuple

import pandas as pd


class LoadResult(NamedTuple):
    sales: pd.DataFrame
    usual: Any


def load() -> LoadResult:
    sales = pd.read_csv("sales.csv")
    print(len(sales))
    usual = sales.price.mean()
    return LoadResult(sales, usual)
