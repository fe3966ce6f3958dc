"""Show"""

# Generated.
from __future__ import annotations

import hvplot.pandas  # noqa: F401
import hvplot.xarray  # noqa: F401
import pandas as pd
from sklearn.experimental import enable_iterative_imputer  # noqa: F401

from notebook.runtime.display import show as show_value


def show(table: pd.DataFrame) -> None:
    show_value(table.hvplot.scatter(x="x", y="y"))
