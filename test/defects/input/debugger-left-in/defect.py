# %%
import pandas as pd
# %%
sales = pd.read_csv("sales.csv")
sales["income"] = sales["units"] * sales["price"]
breakpoint()
# %%
top = sales.nlargest(2, "income")
print(top)
