# %%
import random

import numpy as np
from sklearn.ensemble import RandomForestClassifier

np.random.seed(0)

# %% [markdown]
# ## Draw

# %%
x = np.random.normal(size=(20, 2))

# %% [markdown]
# ## Label

# %%
y = (x[:, 0] > 0).astype(int)

# %% [markdown]
# ## Fixed forest

# %%
fixed = RandomForestClassifier(n_estimators=3, random_state=1).fit(x, y)

# %% [markdown]
# ## Free forest

# %%
free = RandomForestClassifier(n_estimators=3).fit(x, y)

# %% [markdown]
# ## Own generator

# %%
generator = np.random.default_rng(7)
first = generator.normal()

# %% [markdown]
# ## Own generator again

# %%
second = generator.normal()
print(first, second, fixed.score(x, y), free.score(x, y))
