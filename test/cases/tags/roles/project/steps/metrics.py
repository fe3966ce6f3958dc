"""metrics"""

# Generated.
from typing import Any

import numpy as np
import pandas as pd


def metrics(orders: pd.DataFrame, total: Any, currency: str) -> float:
    mean = float(np.mean(orders["amount"]))
    print(total, currency)
    return mean
