# %% [markdown]
# # Orders of the week

# %%
import pandas as pd

# %%
orders = pd.DataFrame({"city": ["Bern", "Rome", "Bern"], "amount": [12.5, 7.0, 30.0]})
orders.head()

# %%
threshold = 10

# %%
large = orders[orders["amount"] > 12]
print(len(large), "large orders")

# %%
print(large["amount"].sum())
