# %% [markdown]
# ## Count

# %%
count = 0

def step():
    global count
    count += 1
    return count

# %% [markdown]
# ## Use

# %%
step()
step()

# %% [markdown]
# ## Show

# %%
print(count)
