# %% [markdown]
# # Portfolio of three funds
# %%
import math
import numpy as np
import pandas as pd
# %%
prices = pd.read_csv("prices.csv", parse_dates=["date"], index_col="date")
prices.head(3)
# %%
returns = prices.pct_change().dropna()
returns.std() * math.sqrt(252)
# %%
weights = pd.Series({"alpha": 0.5, "beta": 0.3, "gamma": 0.2})
portfolio = (returns * weights).sum(axis=1)
portfolio.head(2)
# %%
limit = 0.004
jumps = returns.query("alpha > @limit or beta > @limit")
jumps
# %%
sharpe = portfolio.mean() / portfolio.std() * math.sqrt(252)
print(round(sharpe, 2))
