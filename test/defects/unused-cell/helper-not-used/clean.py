# %% [markdown]
# # Orders of the week

# %%
import pandas as pd

# %%
orders = pd.DataFrame({"city": ["Bern", "Rome", "Bern"], "amount": [12.5, 7.0, 30.0]})
orders.head()

# %%
def in_francs(amount):
    return amount / 100

# %%
print(orders["amount"].map(in_francs).round(2).tolist())

# %%
print(orders["amount"].sum())
