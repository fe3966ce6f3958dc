# %% [markdown]
# ## Load

# %%
import numpy as np
import pandas as pd

days = pd.read_csv("days.csv")
split = int(len(days) * 0.8)
scale = np.float64(days["size"].max())

# %% [markdown]
# ## Train

# %%
def train_part(values):
    return values[:split]  # the first days


def scaled(values, *, digits=2):
    part = train_part(values)
    return (part / scale).round(digits)


def both(first, *others, **options):
    return [scaled(one, **options) for one in (first, *others)]


share = lambda value: value / scale

sizes = scaled(days["size"])
pair = both(days["size"], days["size"], digits=1)
shares = days["size"].map(share)

# %% [markdown]
# ## Look

# %%
print(
    scaled(
        days["size"],
        digits=1,  # as in the paper
    ).tolist(),
    len(train_part(value for value in sizes) if sizes is None else sizes),
)
days.groupby("kind").agg(share)
