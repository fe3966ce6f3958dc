"""End"""

# Generated.
from typing import Any

import numpy as np
import pandas as pd


def end(table: pd.DataFrame, zero: Any, before: dict) -> None:
    np.seterr(all="raise")

    print(table, zero, before)
