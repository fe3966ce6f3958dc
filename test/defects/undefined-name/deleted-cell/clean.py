# %% [markdown]
# # Orders of the week

# %%
import pandas as pd

# %%
orders = pd.DataFrame({"city": ["Bern", "Rome", "Bern"], "amount": [12.5, 7.0, 30.0]})
orders.head()

# %%
by_city = orders.groupby("city")["amount"].sum()
total_amount = by_city.sum()
by_city

# %%
shares = by_city / total_amount
shares.round(2)
