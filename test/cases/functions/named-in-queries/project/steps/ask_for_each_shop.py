"""Ask for each shop"""

# Generated.
from typing import Any, NamedTuple

import pandas as pd

from notebook.functions import dearest


class AskForEachShopResult(NamedTuple):
    counts: dict
    low: Any


def ask_for_each_shop(sales: pd.DataFrame, usual: Any) -> AskForEachShopResult:
    shops = sorted(sales.shop.unique())
    counts = {
        name: len(sales.query("shop == @name and price > @usual", local_dict={"name": name, "usual": usual}))
        for name in shops
    }
    low = sales.pipe(lambda table: table.query("price < @usual", local_dict={"usual": usual}))
    print(counts, len(low), dearest(sales, usual))
    return AskForEachShopResult(counts, low)
