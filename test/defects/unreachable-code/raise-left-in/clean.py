# %% [markdown]
# # Orders of the week

# %%
import pandas as pd

# %%
orders = pd.DataFrame({"city": ["Bern", "Rome", "Bern"], "amount": [12.5, 7.0, 30.0]})
orders.head()

# %%
cities = sorted(set(orders["city"]))
if not cities:
    raise RuntimeError("no cities")
print(cities)

# %%
print(orders["amount"].max())
