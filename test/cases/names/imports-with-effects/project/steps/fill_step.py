"""Fill"""

# Generated.
from typing import NamedTuple

import pandas as pd
import unheard_of  # noqa: F401
from other_library import registered  # noqa: F401
from other_library import spoken_to
from sklearn.experimental import enable_iterative_imputer  # noqa: F401

from notebook.functions import fill
from notebook.runtime.display import show


class FillStepResult(NamedTuple):
    filled: pd.DataFrame
    table: pd.DataFrame


def fill_step(table: pd.DataFrame) -> FillStepResult:
    filled = fill(table)
    show(spoken_to.greet())
    return FillStepResult(filled, table)
