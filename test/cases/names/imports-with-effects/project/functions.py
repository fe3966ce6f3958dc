"""Functions, classes and constants that the steps share."""

# Generated.
import pandas as pd
import unheard_of  # noqa: F401
from other_library import registered  # noqa: F401
from sklearn.experimental import enable_iterative_imputer  # noqa: F401
from sklearn.impute import IterativeImputer


def fill(table):
    return pd.DataFrame(IterativeImputer().fit_transform(table), columns=table.columns)
