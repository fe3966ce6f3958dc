# %% [markdown]
# # Sales
# What was sold, and where.

# %%
import pandas as pd

# %% [markdown]
# ## Load
# From a table in memory.

# %%
sales = pd.DataFrame({"city": ["A", "B", "A"], "amount": [1.0, 2.0, 4.0]})

# %% [markdown]
# ## Prepare
#
# ### Names

# %%
sales["city"] = sales["city"].str.lower()

# %% [markdown]
# ### Amounts

# %%
sales["net"] = sales["amount"] / 1.2

# %% [markdown]
# ## Report

# %%
by_city = sales.groupby("city")["net"].sum()
by_city
