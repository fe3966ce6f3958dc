# %%
from __future__ import annotations

import warnings

import hvplot.pandas  # gives tables a method
import hvplot.xarray
import pandas as pd
from some_library.models import first, second
from sklearn.experimental import enable_iterative_imputer

# %% [markdown]
# ## Load

# %%
table = pd.DataFrame({"x": [1, 2], "y": [2, 1]})

# %% [markdown]
# ## Show

# %%
table.hvplot.scatter(x="x", y="y")

# %% [markdown]
# ## Fill

# %%
from sklearn.impute import IterativeImputer
import another_library

filled = IterativeImputer(random_state=0).fit_transform(table)
hvplot.show(second(filled))
