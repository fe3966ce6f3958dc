# %% [markdown]
# ## Draw

# %%
import random

import numpy as np

rng = np.random.default_rng()
noise = rng.normal(size=3)
other = np.random.default_rng(7)
shuffled = np.random.permutation(10)

# %% [markdown]
# ## More

# %%
picked = np.random.choice(shuffled, 3)
random.seed(1)
number = random.random()
more = np.random.default_rng(None)
