# %% [markdown]
# # Clean the sales
# %%
import pandas as pd
# %%
raw = pd.read_csv("sales.csv")
raw.dropna().to_csv("clean.csv", index=False)
# %%
clean = pd.read_csv("clean.csv")
print(len(clean))
# %%
by_shop = clean.groupby("shop")["units"].sum()
by_shop
