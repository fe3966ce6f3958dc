# %% tags=["step:"]
a = 1 + len("x")

# %% tags=["step:one", "step:two"]
b = a + 1

# %% tags=["step:one", "skip"]
c = b + 1

# %% tags=["prev:one", "my-own-tag"]
d = b * 2
