# %% [markdown]
# ## Draw

# %%
# %%capture hidden
import matplotlib.pyplot as plt

plt.plot([1, 4, 9])

# %%
plt.plot([9, 4, 1])

# %% [markdown]
# ## Count

# %%
len(hidden.outputs)
