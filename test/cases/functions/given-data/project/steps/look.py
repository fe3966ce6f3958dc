"""Look"""

# Generated.
from typing import Any

import pandas as pd

from notebook.functions import scaled, train_part
from notebook.runtime.display import show


def look(split: int, scale: Any, days: pd.DataFrame, sizes: pd.Series) -> None:
    share = lambda value: value / scale

    print(
        scaled(
            days["size"],
            digits=1,  # as in the paper
            scale=scale,
            split=split,
        ).tolist(),
        len(train_part((value for value in sizes), split) if sizes is None else sizes),
    )
    show(days.groupby("kind").agg(share))
