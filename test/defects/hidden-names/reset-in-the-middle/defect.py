# %%
import pandas as pd
sales = pd.read_csv("sales.csv")
print(sales["units"].sum())
# %%
%reset -f
# %%
import pandas as pd
prices = pd.read_csv("sales.csv", usecols=["day", "price"])
# %%
prices.plot(x="day")
