# %% [markdown]
# # Orders of the week

# %%
import pandas as pd

# %%
orders = pd.DataFrame({"city": ["Bern", "Rome", "Bern"], "amount": [12.5, 7.0, 30.0]})
orders.head()

# %%
# from rappen to francs
orders["amount"] = orders["amount"] / 100

# %%
print(orders["amount"].sum())
