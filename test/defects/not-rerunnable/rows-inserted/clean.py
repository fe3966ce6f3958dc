# %% [markdown]
# # Orders of the shop
# %%
import sqlite3

import pandas as pd
# %%
shop = sqlite3.connect(":memory:")
shop.execute("create table orders (customer text, amount real)")
shop.executemany("insert into orders values (?, ?)", [("ann", 12.5), ("bob", 7.0), ("ann", 3.2)])
# %%
totals = pd.read_sql_query("select customer, sum(amount) as total from orders group by customer order by customer", shop)
totals
