# %%
import duckdb
import pandas as pd

sales = pd.DataFrame({"shop": list("aba"), "price": [1, 2, 3]})
shops = pd.DataFrame({"shop": ["a", "b"], "town": ["x", "y"]})
unused = 3

# %% [markdown]
# ## Sum up
# %%
totals = duckdb.sql("""
    select town, sum(price) as total
    from sales join shops using (shop)
    group by town order by town
""").df()

# %% [markdown]
# ## Tell
# %%
print(totals)
