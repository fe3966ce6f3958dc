# %% [markdown]
# ## Write

# %%
# %%writefile tools.py
def double(x):
    return 2 * x

# %% [markdown]
# ## Use

# %%
from tools import double
four = double(2)

# %% [markdown]
# ## Again

# %%
print(double(four))
