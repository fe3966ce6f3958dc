"""Sum up"""

# Generated.
import duckdb
import pandas as pd


def sum_up(sales: pd.DataFrame, shops: pd.DataFrame) -> pd.DataFrame:
    totals = duckdb.sql("""
    select town, sum(price) as total
    from sales join shops using (shop)
    group by town order by town
""").df()
    return totals
