# %% [markdown]
# # Orders of the week

# %%
import pandas as pd

# %%
orders = pd.DataFrame({"city": ["Bern", "Rome", "Bern"], "amount": [12.5, 7.0, 30.0]})
orders.head()

# %%
by_city = orders.groupby("city")["amount"].sum()
print(by_city)

# %%
# the raw table is not needed any more
del orders

# %%
print("average order:", orders["amount"].mean())
