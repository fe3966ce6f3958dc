"""The tables of the notebook in a database and in an object store.

stored_tables.py fill FOLDER          put the files of a folder into both
stored_tables.py spoil                take a column away from the orders in both
stored_tables.py bills pg|s3|FILE    print the rows of the bills, and sums over them, as JSON; null if there are none
"""

import json
import os
import sys
from pathlib import Path

import pandas as pd
from sqlalchemy import create_engine, inspect


def fill(folder: str) -> None:
    """Put the files of a folder into both."""
    orders = pd.read_csv(Path(folder, "orders.csv"), parse_dates=["day"])
    write(orders, "orders")
    write(pd.read_csv(Path(folder, "customers.csv")), "customers")


def spoil() -> None:
    """Take a column away from the orders."""
    write(pd.read_parquet("s3://lake/orders.parquet").drop(columns="net"), "orders")


def write(table: pd.DataFrame, name: str) -> None:
    """Replace a table in both."""
    with database().begin() as connection:
        table.to_sql(name, connection, index=False, if_exists="replace")
    table.to_parquet(f"s3://lake/{name}.parquet")


def bills(place: str) -> dict[str, float] | None:
    """What the bills are, in a few numbers."""
    if place == "pg":
        table = pd.read_sql("bills", database()) if inspect(database()).has_table("bills") else None
    else:
        try:
            table = pd.read_parquet("s3://lake/bills.parquet") if place == "s3" else pd.read_csv(place)
        except FileNotFoundError:
            table = None
    if table is None:
        return None
    return {"rows": len(table), **{name: round(float(table[name].sum()), 4) for name in ("gross", "net", "share")}}


def database():
    """The database that the environment names."""
    return create_engine(os.environ["DATABASE_URL"])


command, *rest = sys.argv[1:]
print(json.dumps({"fill": fill, "spoil": spoil, "bills": bills}[command](*rest)))
