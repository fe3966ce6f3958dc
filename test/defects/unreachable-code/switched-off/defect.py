# %% [markdown]
# # Orders of the week

# %%
import pandas as pd

# %%
orders = pd.DataFrame({"city": ["Bern", "Rome", "Bern"], "amount": [12.5, 7.0, 30.0]})
orders.head()

# %%
if False:
    orders = orders[orders["amount"] > 10]
print(len(orders))

# %%
print(orders["amount"].max())
