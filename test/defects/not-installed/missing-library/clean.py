# %% [markdown]
# # Growth
# %%
import numpy as np
import pandas as pd
# %%
table = pd.DataFrame({"x": np.arange(10), "y": np.arange(10) * 2.0 + 1})
# %%
slope, intercept = np.polyfit(table["x"], table["y"], 1)
print(slope, intercept)
