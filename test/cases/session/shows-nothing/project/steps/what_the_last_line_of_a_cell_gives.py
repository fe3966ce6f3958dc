"""Some calls give nothing to be shown, depending on their arguments."""

# Generated.
import pandas as pd


def what_the_last_line_of_a_cell_gives() -> pd.DataFrame:
    df = pd.DataFrame({"a": [1, 2]})
    return df
