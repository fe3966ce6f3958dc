# %% [markdown]
# # A

# %%
a = [1]

# %% [markdown]
# ## A.1

# %%
a.append(2)

# %% [markdown]
# # B

# %%
b = a + [3]

# %% [markdown]
# ## B.1

# %%
print(sum(b))
