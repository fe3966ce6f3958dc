# %% [markdown]
# # Orders of the week

# %%
import pandas as pd

# %%
orders = pd.DataFrame({"city": ["Bern", "Rome", "Bern"], "amount": [12.5, 7.0, 30.0]})
orders.head()

# %%
# from rappen to francs
orders["francs"] = orders["amount"] / 100

# %%
print(orders["francs"].sum())
