# %% [markdown]
# # Orders

# %% tags=["imports"]
import pandas as pd
import numpy as np

# %% tags=["parameters"]
threshold = 100
currency = "EUR"
columns = ["amount", "customer"]

# %% tags=["functions"]
def is_large(amount):
    return amount > threshold

# %% tags=["step:load"]
orders = pd.DataFrame({"amount": [50, 150, 250], "customer": ["a", "b", "a"]})

# %% tags=["step:load"]
orders = orders[columns]

# %% tags=["skip"]
orders.to_clipboard()

# %% tags=["step:flag"]
orders["large"] = orders["amount"].map(is_large)

# %%
orders.head()

# %% tags=["step:sum"]
total = orders.loc[orders["large"], "amount"].sum()

# %% tags=["pipeline-metrics"]
mean = float(np.mean(orders["amount"]))
print(total, currency)

# %% tags=["test"]
assert mean > 0
