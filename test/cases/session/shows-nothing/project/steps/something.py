"""Something"""

# Generated.
import pandas as pd

from notebook.runtime.display import show


def something(df: pd.DataFrame) -> None:
    show(df.to_csv(index=False))

    target = None
    show(df.to_json(target))
    return target
