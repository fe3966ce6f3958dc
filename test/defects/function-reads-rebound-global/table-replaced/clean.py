# %% [markdown]
# # Orders of the week

# %%
import pandas as pd

# %%
orders = pd.DataFrame({"city": ["Bern", "Rome", "Bern"], "amount": [12.5, 7.0, 30.0]})
orders.head()

# %%
def share_of(table, city):
    return table.loc[table["city"] == city, "amount"].sum() / table["amount"].sum()

# %%
print("Bern:", share_of(orders, "Bern"))

# %%
orders = pd.DataFrame({"city": ["Rome", "Oslo"], "amount": [5.0, 9.0]})
orders

# %%
print("Rome:", share_of(orders, "Rome"))
