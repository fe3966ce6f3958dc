# %% [markdown]
# ## Load

# %%
import numpy as np

RATE = 0.2
LABELS = {"low": 1, "high": 2}

def net(value):
    return value / (1 + RATE)

def label(value):
    return LABELS["high"] if net(value) > 10 else LABELS["low"]

prices = np.array([5.0, 50.0])

def largest():
    return prices.max()

# %% [markdown]
# ## Label

# %%
labels = [label(price) for price in prices]
top = largest()

# %% [markdown]
# ## More

# %%
prices = np.append(prices, 500.0)
top_again = largest()

# %% [markdown]
# ## Show

# %%
print(labels, top, top_again)
