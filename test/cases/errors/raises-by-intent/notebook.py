# %% [markdown]
# ## Make

# %%
items = [1]
state = "before"

# %% [markdown]
# ## Fail

# %% tags=["raises-exception"]
items.append(2)
state = int("no number")
items.append(3)

# %% [markdown]
# ## Go on

# %%
print(items, state)
