# %% [markdown]
# # Orders of the week

# %%
import pandas as pd

# %%
orders = pd.DataFrame({"city": ["Bern", "Rome", "Bern"], "amount": [12.5, 7.0, 30.0]})
orders.head()

# %%
sum = 0.0
for amount in orders["amount"]:
    sum += amount
print("total", sum)

# %%
weights = [0.2, 0.3, 0.5]
print("weights add up to", sum(weights))
