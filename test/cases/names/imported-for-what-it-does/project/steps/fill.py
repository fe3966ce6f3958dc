"""Fill"""

# Generated.
from __future__ import annotations

from typing import Any, NamedTuple

import another_library  # noqa: F401
import hvplot.pandas
import hvplot.xarray
import pandas as pd
from sklearn.experimental import enable_iterative_imputer  # noqa: F401
from sklearn.impute import IterativeImputer
from some_library.models import second

from notebook.runtime.display import show as show_value


class FillResult(NamedTuple):
    filled: Any
    table: pd.DataFrame


def fill(table: pd.DataFrame) -> FillResult:
    filled = IterativeImputer(random_state=0).fit_transform(table)
    show_value(hvplot.show(second(filled)))
    return FillResult(filled, table)
