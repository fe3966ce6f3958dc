# %% [markdown]
# # Age of customers
# %%
import pandas as pd
TODAY = pd.Timestamp("2024-06-30")
# %%
customers = pd.DataFrame({"name": ["Ada", "Ben", "Cleo"], "born": pd.to_datetime(["1980-02-01", "1992-07-12", "2001-11-30"])})
# %%
customers["age"] = (TODAY - customers["born"]).dt.days // 365
customers
# %%
groups = pd.cut(customers["age"], [0, 30, 50, 120], labels=["young", "middle", "old"])
print(groups.value_counts())
