# %% [markdown]
# # Gaps in a table

# %%
import math
import pandas as pd

table = pd.DataFrame({"a": [1.0, None, 3.0], "b": [2.0, 4.0, None]})

# %% [markdown]
# ## Fill

# %%
import joblib
import unheard_of
from other_library import registered, spoken_to
from sklearn.experimental import enable_iterative_imputer
from sklearn.impute import IterativeImputer


def fill(table):
    return pd.DataFrame(IterativeImputer().fit_transform(table), columns=table.columns)


filled = fill(table)
spoken_to.greet()

# %% [markdown]
# ## Draw

# %%
import matplotlib.pyplot as plt
import scienceplots, hvplot.pandas

plt.style.use("science")
total = filled.sum()
print(hvplot.__version__)

# %% [markdown]
# ## Result

# %%
print(total.accessor_of_the_unheard.size, math.pi)
filled.hvplot.line()
