# %% [markdown]
# # Orders of the week

# %%
import pandas as pd

# %%
orders = pd.DataFrame({"city": ["Bern", "Rome", "Bern"], "amount": [12.5, 7.0, 30.0]})
orders.head()

# %%
late = pd.DataFrame({"city": ["Oslo"], "amount": [9.0]})
late

# %%
all_orders = pd.concat([orders, late])

# %%
print(len(all_orders), all_orders["amount"].sum())
