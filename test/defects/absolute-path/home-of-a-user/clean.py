# %% [markdown]
# # Sales of the year
# %%
from pathlib import Path
import pandas as pd
# %%
folder = Path("data")
names = ["north.csv", "south.csv"]
# %%
frames = [pd.read_csv(folder / name) for name in names]
sales = pd.concat(frames)
# %%
print(sales["units"].sum())
