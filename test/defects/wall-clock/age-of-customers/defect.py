# %% [markdown]
# # Age of customers
# %%
import pandas as pd
# %%
customers = pd.DataFrame({"name": ["Ada", "Ben", "Cleo"], "born": pd.to_datetime(["1980-02-01", "1992-07-12", "2001-11-30"])})
# %%
customers["age"] = (pd.Timestamp.now() - customers["born"]).dt.days // 365
customers
# %%
groups = pd.cut(customers["age"], [0, 30, 50, 120], labels=["young", "middle", "old"])
print(groups.value_counts())
