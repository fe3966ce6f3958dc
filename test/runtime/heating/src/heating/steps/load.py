"""Daily temperatures with some gaps, as the sensor sends them."""

import numpy as np
import pandas as pd

from heating.runtime.display import show


def load(n_days: int) -> pd.DataFrame:
    """Daily temperatures with some gaps, as the sensor sends them."""
    np.random.seed(7)
    days = pd.date_range("2024-01-01", periods=n_days, freq="D")
    df = pd.DataFrame(
        {"day": days, "temp": 10 - 8 * np.cos(np.arange(n_days) * 2 * np.pi / 365) + np.random.normal(0, 2, n_days)}
    )
    df.loc[np.random.choice(n_days, 20, replace=False), "temp"] = np.nan
    show(df.head())
    return df
