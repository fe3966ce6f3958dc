# %% [markdown]
# # Orders, made ready

# %%
import numpy as np
import pandas as pd

pd.set_option("display.precision", 2)
np.random.seed(4)

# %% tags=["parameters"]
seed = 7
share = 0.5

# %%
def plain_names(table):
    """Column names that can be typed."""
    return table.rename(columns=lambda name: name.strip().lower().replace(" ", "_"))


def largest(values):
    return values.max()


# %% [markdown]
# ## Load

# %%
orders = plain_names(pd.read_csv("orders.csv"))
orders.head()

# %% [markdown]
# ## Clean

# %%
orders = orders.dropna()
orders["weight"] = np.random.rand(len(orders)) * share
limit = largest(orders["price"])
print("largest price", limit)

# %% [markdown]
# ## Store

# %%
orders.to_parquet("ready.parquet")
