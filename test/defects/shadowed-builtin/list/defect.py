# %% [markdown]
# # Orders of the week

# %%
import pandas as pd

# %%
orders = pd.DataFrame({"city": ["Bern", "Rome", "Bern"], "amount": [12.5, 7.0, 30.0]})
orders.head()

# %%
list = ["Bern", "Rome"]
chosen = orders[orders["city"].isin(list)]
print(len(chosen))

# %%
letters = list("abc")
print(letters)
