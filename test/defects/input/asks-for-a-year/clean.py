# %% [markdown]
# # Sales of one shop
# %%
import pandas as pd
# %%
sales = pd.read_csv("sales.csv")
shop = "north"
# %%
chosen = sales[sales["shop"] == shop]
print(len(chosen), "days")
# %%
chosen.describe()
