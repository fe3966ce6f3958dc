"""Only the text of the formula names `np` and `squared`."""

# Generated.
from typing import Any

import numpy as np  # noqa: F401
import pandas as pd
import statsmodels.formula.api as smf

from notebook.functions import squared  # noqa: F401


def fit(table: pd.DataFrame) -> Any:
    fit = smf.ols("price ~ np.log(size) + squared(age)", data=table).fit()
    return fit
