"""Result"""

# Generated.
import math

import hvplot.pandas  # noqa: F401
import pandas as pd
import scienceplots  # noqa: F401
import unheard_of  # noqa: F401
from other_library import registered  # noqa: F401
from sklearn.experimental import enable_iterative_imputer  # noqa: F401

from notebook.runtime.display import show


def result(total: pd.Series, filled: pd.DataFrame) -> None:
    print(total.accessor_of_the_unheard.size, math.pi)
    show(filled.hvplot.line())
