# %% [markdown]
# ## Open

# %%
log = open("log.txt", "w")
log.write("start\n")

# %% [markdown]
# ## Write

# %%
log.write("end\n")
log.close()

# %% [markdown]
# ## Read

# %%
print(open("log.txt").read())
