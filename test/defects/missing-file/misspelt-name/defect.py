# %% [markdown]
# # Units per day
# %%
import pandas as pd
# %%
sales = pd.read_csv("data/sale.csv", parse_dates=["day"])
sales.head()
# %%
by_day = sales.set_index("day")["units"].resample("D").sum()
print(by_day.max())
