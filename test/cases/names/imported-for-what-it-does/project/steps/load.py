"""Load"""

# Generated.
from __future__ import annotations

import hvplot.pandas  # noqa: F401
import hvplot.xarray  # noqa: F401
import pandas as pd
from sklearn.experimental import enable_iterative_imputer  # noqa: F401


def load() -> pd.DataFrame:
    table = pd.DataFrame({"x": [1, 2], "y": [2, 1]})
    return table
