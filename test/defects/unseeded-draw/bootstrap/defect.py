# %% [markdown]
# # Bootstrap of a mean
# %%
import numpy as np
import pandas as pd
# %%
sales = pd.read_csv("sales.csv", parse_dates=["day"])
units = sales["units"].to_numpy()
# %%
samples = np.random.choice(units, size=(1000, units.size))
means = samples.mean(axis=1)
low, high = np.quantile(means, [0.025, 0.975])
# %%
print(f"mean {units.mean():.2f}, 95 % interval {low:.2f} to {high:.2f}")
# %%
pd.Series(means).describe()
