# %% [markdown]
# ## One

# %%
def scale(x):
    return x * 2

a = scale(1)

# %% [markdown]
# ## Two

# %%
b = scale(a)

# %% [markdown]
# ## Three

# %%
def scale(x):
    return x * 10

c = scale(b)

# %% [markdown]
# ## Four

# %%
print(scale(c))
