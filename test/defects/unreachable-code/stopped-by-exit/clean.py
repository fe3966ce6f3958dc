# %% [markdown]
# # Orders of the week

# %%
import sys

import pandas as pd

# %%
orders = pd.DataFrame({"city": ["Bern", "Rome", "Bern"], "amount": [12.5, 7.0, 30.0]})
orders.head()

# %%
by_city = orders.groupby("city")["amount"].sum()
print(by_city)

# %%
if by_city.empty:
    sys.exit("no orders")

# %%
print(by_city.max())
