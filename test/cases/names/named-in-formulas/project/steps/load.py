"""Load"""

# Generated.
import csv
from typing import NamedTuple

import pandas as pd


class LoadResult(NamedTuple):
    table: pd.DataFrame
    head: list[str]


def load() -> LoadResult:
    table = pd.read_csv("prices.csv")
    with open("notes.csv") as file:
        rows = list(csv.reader(file))
    head = rows[0]
    return LoadResult(table, head)
