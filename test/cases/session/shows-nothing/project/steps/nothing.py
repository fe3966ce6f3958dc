"""Nothing"""

# Generated.
import pandas as pd
from IPython.display import HTML

from notebook.runtime.display import display


def nothing(df: pd.DataFrame) -> None:
    display(df)

    display(HTML("<b>two</b>"))

    df.to_csv("numbers.csv", index=False)
