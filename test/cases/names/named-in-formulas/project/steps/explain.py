"""Explain"""

# Generated.
import pandas as pd

from notebook.functions import explained


def explain(table: pd.DataFrame, head: list[str]) -> None:
    print(explained(table), head)
