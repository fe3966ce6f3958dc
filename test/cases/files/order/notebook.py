# %% [markdown]
# ## Write

# %%
import pandas as pd

pd.DataFrame({"a": [1, 2]}).to_csv("table.csv", index=False)

# %% [markdown]
# ## Other

# %%
number = len("abc")

# %% [markdown]
# ## Read

# %%
table = pd.read_csv("table.csv")

# %% [markdown]
# ## Replace

# %%
table["a"] += number
table.to_csv("table.csv", index=False)

# %% [markdown]
# ## Read again

# %%
last = pd.read_csv("table.csv")
