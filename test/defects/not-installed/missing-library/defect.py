# %% [markdown]
# # Growth
# %%
import numpy as np
import pandas as pd
import statsmodels.api as sm
# %%
table = pd.DataFrame({"x": np.arange(10), "y": np.arange(10) * 2.0 + 1})
# %%
fit = sm.OLS(table["y"], sm.add_constant(table["x"])).fit()
print(fit.params)
