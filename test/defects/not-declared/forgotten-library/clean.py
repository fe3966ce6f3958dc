# %% [markdown]
# # Prices
# %%
import matplotlib.pyplot as plt
import pandas as pd
# %%
prices = pd.read_csv("sales.csv", usecols=["day", "price"])
# %%
fig, ax = plt.subplots()
ax.plot(prices["day"], prices["price"])
plt.show()
