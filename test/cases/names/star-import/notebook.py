# %% [markdown]
# ## One

# %%
from math import *

angle = pi / 4

# %% [markdown]
# ## Two

# %%
def height(a):
    return sin(a)

print(height(angle))
