# %% [markdown]
# # All months in one table
# %%
import glob
import pandas as pd
# %%
frames = [pd.read_csv(name) for name in sorted(glob.glob("months/*.csv"))]
sales = pd.concat(frames, ignore_index=True)
sales.head()
# %%
sales["running"] = sales["units"].cumsum()
print(sales.tail(1))
