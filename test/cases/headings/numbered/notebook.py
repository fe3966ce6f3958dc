# %% [markdown]
# # Report

# %% [markdown]
# ## 1. Load the data

# %%
rows = [1, 2, 3]

# %% [markdown]
# ## 2. Clean
# ---
# ### 2.1 Only small ones

# %%
small = [row for row in rows if row < 3]

# %% [markdown]
# ## 3) 2024 figures, and all that there is to say about them

# %%
print(sum(small))
