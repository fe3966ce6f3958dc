"""The demand over the year."""

import matplotlib.pyplot as plt
import pandas as pd


def look(df: pd.DataFrame) -> None:
    df.plot(x="day", y="hdd")
    plt.show()
