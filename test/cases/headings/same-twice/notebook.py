# %% [markdown]
# ## Clean

# %%
words = ["b", "a"]

# %% [markdown]
# ## Clean

# %%
words = [word.upper() for word in words]

# %% [markdown]
# ## clean!

# %%
words.sort()

# %% [markdown]
# ## Clean 2

# %%
print(words)
