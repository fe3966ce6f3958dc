# %% [markdown]
# # Orders of the week

# %%
import pandas as pd

# %%
orders = pd.DataFrame({"city": ["Bern", "Rome", "Bern"], "amount": [12.5, 7.0, 30.0]})
orders.head()

# %%
orders["country"] = orders["city"].map({"Bern": "CH", "Rome": "IT"})
orders["country"].value_counts()

# %%
print(orders["amount"].sum())
