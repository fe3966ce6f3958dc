# %%
%pip install git+https://github.com/example/tools.git
# %%
import pandas as pd
# %%
sales = pd.read_csv("sales.csv")
sales["week"] = pd.to_datetime(sales["day"]).dt.isocalendar().week
# %%
print(sales.groupby("week")["units"].sum())
