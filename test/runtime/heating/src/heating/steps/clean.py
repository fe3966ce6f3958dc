"""Fill the gaps and count degree days."""

import pandas as pd

from heating.functions import degree_days


def clean(df: pd.DataFrame, base_temp: float) -> pd.DataFrame:
    df["temp"] = df["temp"].interpolate()
    df.dropna(inplace=True)
    df["hdd"] = degree_days(df.temp, base_temp)
    return df
