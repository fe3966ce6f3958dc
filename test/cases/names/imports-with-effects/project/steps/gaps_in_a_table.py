"""Gaps in a table"""

# Generated.
import pandas as pd


def gaps_in_a_table() -> pd.DataFrame:
    table = pd.DataFrame({"a": [1.0, None, 3.0], "b": [2.0, 4.0, None]})
    return table
