# %% [markdown]
# # What customers are worth

# %%
import json

import numpy as np
import pandas as pd

pd.set_option("display.precision", 5)
np.random.seed(9)

# %% tags=["parameters"]
seed = 7
share = 0.25

# %%
def plain_names(table):
    """Column names that can be typed."""
    return table.rename(columns=lambda name: name.strip().lower().replace(" ", "_"))


def largest(values):
    return max(values)


# %% [markdown]
# ## Load

# %%
orders = plain_names(pd.read_parquet("ready.parquet"))
sample = orders.sample(frac=share + 0.5, random_state=seed)
sample

# %% [markdown]
# ## Score

# %%
noise = np.random.rand(len(sample))
scores = (sample["price"] * sample["weight"] + noise * share).groupby(sample["customer"]).sum()
print(largest(scores))

# %% [markdown]
# ## Write

# %%
with open("scores.json", "w") as file:
    json.dump({name: round(value, 6) for name, value in scores.items()}, file)
