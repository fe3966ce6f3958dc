# %% [markdown]
# # Orders of the week

# %%
import pandas as pd

# %%
orders = pd.DataFrame({"city": ["Bern", "Rome", "Bern"], "amount": [12.5, 7.0, 30.0]})
orders.head()

# %%
values = [12.5, 7.0, 30.0]

def spread():
    return max(values) - min(values)

# %%
print("spread of the amounts", spread())

# %%
shown = "12.5 7.0 30.0"
print(shown)

# %%
print("and again", spread())
