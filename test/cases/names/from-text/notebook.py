# %% [markdown]
# ## Load

# %%
import pandas as pd

df = pd.DataFrame({"x": [1, 2, 3]})
limit = df["x"].median()
other = 5 + len(df)

# %% [markdown]
# ## Select

# %%
few = df.query("x > @limit")

# %% [markdown]
# ## Evaluate

# %%
answer = eval("other + 1")
