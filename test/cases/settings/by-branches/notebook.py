# %%
import os

import jax
import numpy as np
import pandas as pd

# %% [markdown]
# ## Start
# %%
start = np.arange(3)
# Branches and loops that do nothing but to set things.
if os.name == "posix":
    pd.set_option("display.precision", 3)
for option in ["display.max_rows", "display.max_columns"]:
    pd.set_option(option, 9)
if len(start) > 2:
    np.set_printoptions(precision=4)
# What prints, or whose loop variable is read later, runs once.
for scale in [2, 3]:
    jax.config.update("jax_default_dtype_bits", str(scale))
print(scale)

# %% [markdown]
# ## End
# %%
print(start, pd.DataFrame({"a": start}))
