# %% [markdown]
# # Cleaned sales
# %%
from helpers import to_income
import pandas as pd
# %%
sales = pd.read_csv("sales.csv")
sales["income"] = sales["units"] * sales["price"]
# %%
print(sales["income"].describe())
print(to_income(3, 2.5))
