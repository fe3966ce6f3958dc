# %% [markdown]
# # Orders of the week

# %%
import pandas as pd

# %%
orders = pd.DataFrame({"city": ["Bern", "Rome", "Bern"], "amount": [12.5, 7.0, 30.0]})
orders.head()

# %%
orders = orders.dropna().sort_values("amount").rename(columns={"city": "town"})
orders = orders.drop_duplicates()
orders.describe()

# %%
print(orders["amount"].sum())
