# %% tags=["block:first"]
a = [1]

# %% tags=["block:second", "prev:first"]
b = [2]

# %% tags=["block:third", "prev:first"]
c = a + b
