# %%
import numpy as np

np.seterr(all="ignore")

# %% [markdown]
# ## Divide
# %%
ratios = np.arange(3.0) / 0

# %% [markdown]
# ## Tell
# %%
print(ratios / 0)
