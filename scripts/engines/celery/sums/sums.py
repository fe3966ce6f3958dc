# %% [markdown]
# # Two ways to the same sum

# %%
size = 3

# %% [markdown]
# ## Numbers

# %%
numbers = list(range(size))
with open("numbers.txt", "w") as file:
    file.write(" ".join(map(str, numbers)))

# %% [markdown]
# ## By adding

# %%
added = sum(numbers)

# %% [markdown]
# ## By the file

# %%
with open("numbers.txt") as file:
    read = sum(map(int, file.read().split()))

# %% [markdown]
# ## Both

# %%
answer = [size, added, read]
