"""setup"""

# Generated.
from typing import NamedTuple

import pandas as pd


class SetupResult(NamedTuple):
    sales: pd.DataFrame
    shops: pd.DataFrame
    unused: int


def setup() -> SetupResult:
    sales = pd.DataFrame({"shop": list("aba"), "price": [1, 2, 3]})
    shops = pd.DataFrame({"shop": ["a", "b"], "town": ["x", "y"]})
    unused = 3
    return SetupResult(sales, shops, unused)
