"""Start"""

# Generated.
from typing import NamedTuple

import numpy as np
import pandas as pd

from notebook.functions import prepared


class StartResult(NamedTuple):
    before: dict
    table: pd.DataFrame


def start() -> StartResult:
    before = np.seterr(all="raise")
    table = prepared(3)
    return StartResult(before, table)
