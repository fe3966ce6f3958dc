# %% [markdown]
# ## Make

# %%
big = list(range(10))
small = big[:2]
kept = {"a": 1, "b": 2}

# %% [markdown]
# ## Drop

# %%
del big
del kept["a"]

# %% [markdown]
# ## Again

# %%
big = [0]
print(big, small, kept)
