# %% [markdown]
# # Orders of the week

# %%
import pandas as pd

# %%
orders = pd.DataFrame({"city": ["Bern", "Rome", "Bern"], "amount": [12.5, 7.0, 30.0]})
orders.head()

# %%
reason = None
try:
    amount = float("12,50")
except ValueError as problem:
    amount = 12.5
    reason = str(problem)
    print("could not be read")

# %%
print("kept", amount, "because of", reason)
