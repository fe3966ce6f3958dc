# %% [markdown]
# ## Load

# %%
import math

import mystery
import pandas as pd

factor = 3
prices = pd.DataFrame({"price": [1, 2]})
halves = len(prices)

# %% [markdown]
# ## Register

# %%
@pd.api.extensions.register_dataframe_accessor("sale")
class Sale:
    def __init__(self, table):
        self.table = table

    def total(self):
        return self.table["price"].sum() * factor

@mystery.rewriter("rooted")
def rooted(x):
    return math.sqrt(x) * factor

@mystery.register_last
def last(x):
    return math.floor(x) + offset

class Halved(mystery.Rewriter):
    def rewrite(self, x):
        return math.trunc(x) / halves

offset = 1
first = mystery.run(prices)

# %% [markdown]
# ## Change

# %%
factor = 4

# %% [markdown]
# ## Use

# %%
print(prices.sale.total(), mystery.run(prices), first)
