# %% [markdown]
# # Sales of one shop
# %%
import pandas as pd
# %%
sales = pd.read_csv("sales.csv")
shop = input("Which shop? ")
# %%
chosen = sales[sales["shop"] == shop]
print(len(chosen), "days")
# %%
chosen.describe()
