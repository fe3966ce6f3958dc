"""Draw"""

# Generated.
import pandas as pd

from notebook.runtime.display import end_cell, show


def draw() -> pd.DataFrame:
    df = pd.DataFrame({"a": [1, 4, 9]})

    show(df.plot())

    ax = df.plot()
    ax.set_title("Squares")
    show(df)

    df.plot.bar()
    end_cell()

    show(df.hist())
    return df
