# %% [markdown]
# # Orders of a week
# Two tables in, one table out.

# %%
from time import sleep

import pandas as pd

# %% tags=["parameters"]
vat = 0.25
pause = 0.0

# %% [markdown]
# ## Load

# %%
orders = pd.read_csv("orders.csv", parse_dates=["day"])
customers = pd.read_csv("customers.csv")

# %% [markdown]
# ## Join

# %%
joined = orders.merge(customers, on="customer")
joined["gross"] = joined["net"] * (1 + vat)
joined["weekday"] = joined["day"].dt.dayofweek

# %% [markdown]
# ## Wait
# Time to be killed in.

# %%
sleep(pause)
waited = len(joined)

# %% [markdown]
# ## Totals

# %%
totals = joined.groupby(["country", "weekday"], as_index=False).agg(gross=("gross", "sum"), orders=("order", "count"))
totals["share"] = totals["orders"] / waited
totals.to_csv("out/totals.csv", index=False)
