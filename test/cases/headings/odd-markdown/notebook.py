# %% [markdown]
# Load
# ====

# %%
values = [3, 1, 2]

# %% [markdown]
# ```
# ## not a heading
# ```

# %%
values = sorted(values)

# %% [markdown]
# <h1 align="center">Count <b>them</b></h1>

# %%
count = len(values)

# %% [markdown]
# # *Show* [the `count`](https://example.org)
# Some text with "quotes" and a back\\slash, """three""" of them.

# %%
print(count)
