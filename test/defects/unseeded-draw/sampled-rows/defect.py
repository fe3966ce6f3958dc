# %%
import pandas as pd
# %%
sales = pd.read_csv("sales.csv", parse_dates=["day"])
sales["income"] = sales["units"] * sales["price"]
# %%
# A few rows to look at by hand.
checked = sales.sample(2)
checked
# %%
share = checked["income"].sum() / sales["income"].sum()
print(f"{share:.1%} of the income was looked at")
