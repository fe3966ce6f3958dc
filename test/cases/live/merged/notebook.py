# %% [markdown]
# ## Start

# %%
squares = (n * n for n in range(10))

# %% [markdown]
# ## Between

# %%
label = "squares".title()

# %% [markdown]
# ## First

# %%
first = next(squares)

# %% [markdown]
# ## Rest

# %%
print(label, first)
