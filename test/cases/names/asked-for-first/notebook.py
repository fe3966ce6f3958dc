# %% [markdown]
# ## Start

# %%
size = len("abc")

# %% [markdown]
# ## Settle

# %%
# Bound only if a run before this one did it: nothing may bind it here.
try:
    limits
except NameError:
    limits = [size]

if size > 2:
    label = "large"

# %% [markdown]
# ## Use

# %%
limits.append(size)
print(limits, label)
