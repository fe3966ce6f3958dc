# %% [markdown]
# # Orders of the week

# %%
import numpy as np
import pandas as pd

# %%
orders = pd.DataFrame({"city": ["Bern", "Rome", "Bern"], "amount": [12.5, 7.0, 30.0]})
orders.head()

# %%
amounts = orders["amount"].to_numpy()

# %%
print("spread", np.log(amounts).std())
print("mean", amounts.mean())
