# %% [markdown]
# # Passengers
# %%
import pandas as pd
# %%
sales = pd.read_csv("sales.csv")
sales.info()
# %%
print(sales.groupby("shop")["units"].mean())
