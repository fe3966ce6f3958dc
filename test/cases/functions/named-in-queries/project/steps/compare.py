"""Compare"""

# Generated.
from typing import Any

import pandas as pd

from notebook.functions import dear, relative


def compare(usual: Any, sales: pd.DataFrame) -> None:
    print(dear(sales, "b", usual))
    print(relative(sales, usual))
