# %%
# tags: parameters
limit = 3

# %%
# step: read numbers
numbers = [5, 1, 4]

# %%
# step: sort
numbers.sort()

# %%
best = numbers[:limit]

# %%
# step: show
print(best)
