# %% [markdown]
# ## Out of order

# %%
total = price * 2

# %%
price = 3

# %% [markdown]
# ## History

# %%
price * 2

# %%
double = _ + 1

# %% [markdown]
# ## Unseen names

# %%
for name in ["a", "b"]:
    globals()[name] = 1

# %%
exec(open("more.py").read())
