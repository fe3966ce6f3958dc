# %% [markdown]
# # Sales
# %%
import os
import pandas as pd
# %%
sales = pd.read_csv(os.path.join("data", "sales.csv"))
sales.head()
# %%
print(os.path.basename("data/sales.csv"), sales["units"].mean())
