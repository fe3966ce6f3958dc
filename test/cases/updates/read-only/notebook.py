# %% [markdown]
# ## Load

# %%
import pandas as pd

df = pd.DataFrame({"x": [3, 1, 2]})

# %% [markdown]
# ## Look

# %%
df.describe()
df.sort_values("x").head()
print(df.x.mean())

# %% [markdown]
# ## Sum

# %%
total = df.x.sum()
