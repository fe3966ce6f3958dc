# %% [markdown]
# ## Load

# %%
import numpy as np
import pandas as pd
from sklearn.linear_model import LinearRegression

df = pd.DataFrame({"x": [1.0, 2.0, None, 4.0], "y": [2.0, 4.0, 6.0, 8.0]})
log = ["loaded"]
weights = np.ones(4)
counts = {"rows": 0}
total = 0

# %% [markdown]
# ## Clean

# %%
df.dropna(inplace=True)
df["z"] = df.x * 2
log.append("cleaned")
weights[2:] = 0.5
counts["rows"] = len(df)
total += counts["rows"]

# %% [markdown]
# ## Fit

# %%
model = LinearRegression()
model.fit(df[["x"]], df["y"])

# %% [markdown]
# ## Predict

# %%
predicted = model.predict(df[["x"]])
print(log, weights.sum(), total)
