# %% [markdown]
# # Cleaned sales
# %%
%run helpers.py
import pandas as pd
# %%
sales = pd.read_csv("sales.csv")
sales["income"] = sales["units"] * sales["price"]
# %%
print(sales["income"].describe())
