# %%
import pandas as pd
# %%
sales = pd.read_csv("sales.csv")
sales["income"] = sales["units"] * sales["price"]
# %%
top = sales.nlargest(2, "income")
print(top)
