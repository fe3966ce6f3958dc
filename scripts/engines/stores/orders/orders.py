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
joined["weekday"] = joined["day"].dt.dayofweek

# %% [markdown]
# ## Wait
# Time to be killed in.

# %%
sleep(pause)
waited = len(joined)

# %% [markdown]
# ## Bill

# %%
bills = joined.assign(gross=joined["net"] * (1 + vat), share=1 / waited)
bills.to_csv("out/bills.csv", index=False)
