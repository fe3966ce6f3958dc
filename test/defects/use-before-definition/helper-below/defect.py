# %% [markdown]
# # Orders of the week

# %%
import pandas as pd

# %%
orders = pd.DataFrame({"city": ["Bern", "Rome", "Bern"], "amount": [12.5, 7.0, 30.0]})
orders.head()

# %%
orders["rounded"] = list(map(rounded, orders["amount"]))

# %%
def rounded(value):
    return int(value + 0.5)

# %%
print(orders["rounded"].sum())
