# %% [markdown]
# # Sales
# %%
import os
import pandas as pd
# %%
os.chdir("data")
sales = pd.read_csv("sales.csv")
sales.head()
# %%
print(os.path.basename("data/sales.csv"), sales["units"].mean())
