# %% [markdown]
# # Orders of the week

# %%
import pandas as pd

# %%
orders = pd.DataFrame({"city": ["Bern", "Rome", "Bern"], "amount": [12.5, 7.0, 30.0]})
orders.head()

# %%
only_large = False
if only_large:
    orders = orders[orders["amount"] > 10]
print(len(orders))

# %%
print(orders["amount"].max())
