"""Tell"""

# Generated.
import pandas as pd


def tell(totals: pd.DataFrame) -> None:
    print(totals)
