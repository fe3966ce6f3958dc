# %% [markdown]
# ## Use it

# %%
values = list(range(5))
list = values[:2]

# %% [markdown]
# ## Hide it

# %%
sum = sum(values)

# %% [markdown]
# ## Read

# %%
print(list, sum)

# %% [markdown]
# ## Give back

# %%
del list
again = list((1, 2))
