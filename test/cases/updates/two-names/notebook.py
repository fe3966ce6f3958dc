# %% [markdown]
# ## Make

# %%
import numpy as np

grid = np.zeros((3, 3))
corner = grid[:2, :2]
names = ["a"]
same = names
pair = [names, grid]
copied = list(names)

# %% [markdown]
# ## Change

# %%
corner[0, 0] = 9
same.append("b")
copied.append("c")

# %% [markdown]
# ## See

# %%
print(grid.sum(), names, copied)
print(pair)
