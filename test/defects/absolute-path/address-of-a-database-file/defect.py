# %% [markdown]
# # Orders of the shop
# %%
import sqlite3
import pandas as pd
# %%
con = sqlite3.connect(":memory:")
con.executescript("""
create table orders (id integer primary key, customer text, amount real, day text);
create table customers (name text primary key, city text);
""")
# %%
con.executemany("insert into customers values (?, ?)", [("ann", "Bonn"), ("bob", "Kiel")])
con.executemany("insert into orders (customer, amount, day) values (?, ?, ?)",
                [("ann", 12.5, "2024-03-01"), ("bob", 7.0, "2024-03-01"), ("ann", 3.2, "2024-03-02")])
con.commit()
# %%
orders = pd.read_sql_query("select * from orders order by id", con)
orders
# %%
from sqlalchemy import create_engine
engine = create_engine("sqlite:////home/jonas/shop/archive.db")
# %%
print(engine.dialect.name)
# %%
per_city = pd.read_sql_query("""
    select city, sum(amount) as total from orders join customers on name = customer group by city order by city
""", con)
print(per_city.to_string(index=False))
