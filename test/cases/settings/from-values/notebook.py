# %% [markdown]
# ## Set up

# %%
import matplotlib.pyplot as plt
import numpy as np

width = np.linspace(4, 8, 3)[1]
plt.rcParams["figure.figsize"] = (width, 3)

# %% [markdown]
# ## Draw

# %%
plt.plot([1, 2])
plt.show()

# %% [markdown]
# ## Count

# %%
print(len("abc"))
