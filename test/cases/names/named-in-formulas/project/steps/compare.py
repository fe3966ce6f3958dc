"""Which formula is fitted is not known here, so all count."""

# Generated.
import numpy as np  # noqa: F401
import pandas as pd
import statsmodels.formula.api as smf

from notebook.functions import squared  # noqa: F401


def compare(table: pd.DataFrame) -> None:
    formulas = {"log": "price ~ np.log(size)", "squared": "price ~ squared(size)"}
    for name, formula in formulas.items():
        print(name, smf.ols(formula, data=table).fit().rsquared)
