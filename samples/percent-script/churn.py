# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Who leaves?
# Kept as a script in git, opened as a notebook with Jupytext.

# %%
# %matplotlib inline
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

# %% tags=["parameters"]
path = "customers.csv"
holdout = 0.3
threshold = 0.5

# %% [markdown]
# ## Load

# %%
customers = pd.read_csv(path, index_col="customer")
customers["left"] = customers["left"].eq("yes")
customers.head()

# %% [markdown]
# ## Features
# `calls` has a long tail, so take the root.

# %%
customers["calls_root"] = np.sqrt(customers["calls"])
customers["long"] = customers["months"] > customers["months"].median()
plans = pd.get_dummies(customers["plan"], prefix="plan", dtype=float)
table = pd.concat([customers[["months", "monthly", "calls_root"]], plans], axis=1)
table.describe().round(2)

# %% jupyter={"outputs_hidden": false}
# ! head -n 2 {path}
rate = customers.groupby("plan")["left"].mean()
rate.sort_values().plot.barh(figsize=(5, 2), title="share that left")
plt.show()

# %% [markdown]
# ## Model

# %%
rng = np.random.default_rng(5)
held = rng.random(len(table)) < holdout
model = LogisticRegression(max_iter=5000)
model.fit(table[~held], customers.loc[~held, "left"])

# %% [markdown]
# ## Result

# %%
probability = model.predict_proba(table[held])[:, 1]
auc = roc_auc_score(customers.loc[held, "left"], probability)
# %time flagged = customers[held][probability > threshold]
print(f"AUC {auc:.3f}, {len(flagged)} customers to call")

# %%
flagged.sort_values(["calls", "months"], ascending=[False, True]).head(5)
