# %% [markdown]
# ## Load

# %%
import csv
import numpy as np
import pandas as pd
import statsmodels.formula.api as smf

table = pd.read_csv("prices.csv")
with open("notes.csv") as file:
    rows = list(csv.reader(file))
head = rows[0]

# %%
def squared(values):
    return values**2


def explained(data):
    return smf.ols("price ~ np.sqrt(size)", data=data).fit().rsquared


# %% [markdown]
# ## Fit
# Only the text of the formula names `np` and `squared`.

# %%
fit = smf.ols("price ~ np.log(size) + squared(age)", data=table).fit()

# %% [markdown]
# ## Compare
# Which formula is fitted is not known here, so all count.

# %%
formulas = {"log": "price ~ np.log(size)", "squared": "price ~ squared(size)"}
for name, formula in formulas.items():
    print(name, smf.ols(formula, data=table).fit().rsquared)

# %% [markdown]
# ## Explain

# %%
print(explained(table), head)
