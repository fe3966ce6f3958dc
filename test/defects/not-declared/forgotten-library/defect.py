# %% [markdown]
# # Prices
# %%
import matplotlib.pyplot as plt
import pandas as pd
import requests_cache
# %%
prices = pd.read_csv("sales.csv", usecols=["day", "price"])
session = requests_cache.CachedSession("prices")
print(session.cache)
# %%
fig, ax = plt.subplots()
ax.plot(prices["day"], prices["price"])
plt.show()
