# %%
import numpy as np
import pandas as pd


def prepared(n):
    pd.set_option("display.precision", 2)
    return pd.DataFrame({"a": [1 / n]})


def quotient(n):
    with np.errstate(divide="ignore"):
        return np.float64(1) / n


# %% [markdown]
# ## Start
# %%
before = np.seterr(all="raise")
table = prepared(3)

# %% [markdown]
# ## Quotients
# %%
# Undone at its end: no later step misses it.
with np.printoptions(precision=3):
    print(np.array([1 / 3]))
zero = quotient(0)

# %% [markdown]
# ## End
# %%
print(table, zero, before)
