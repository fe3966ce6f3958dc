# %% [markdown]
# # Orders of the week

# %%
import pandas as pd

# %%
orders = pd.DataFrame({"city": ["Bern", "Rome", "Bern"], "amount": [12.5, 7.0, 30.0]})
orders.head()

# %%
def share_of(city):
    return orders.loc[orders["city"] == city, "amount"].sum() / orders["amount"].sum()

# %%
print("Bern:", share_of("Bern"))

# %%
orders = pd.DataFrame({"city": ["Rome", "Oslo"], "amount": [5.0, 9.0]})
orders

# %%
print("Rome:", share_of("Rome"))
