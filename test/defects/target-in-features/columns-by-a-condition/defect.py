# %% [markdown]
# # Churn of subscribers
# A first model for the monthly review.
# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from sklearn.metrics import accuracy_score, roc_auc_score
# %%
rng = np.random.default_rng(7)
n_rows = 400
customers = pd.DataFrame({
    "age": rng.integers(18, 80, n_rows),
    "tenure": rng.exponential(24, n_rows),
    "spend": rng.gamma(2.0, 30.0, n_rows),
    "plan": rng.choice(["basic", "plus", "pro"], n_rows),
})
customers["churned"] = (rng.random(n_rows) < 0.3).astype(int)
customers.head()
# %%
customers.describe()
# %%
by_plan = customers.groupby("plan")["churned"].mean()
by_plan
# %% [markdown]
# ## The part of interest
# %%
features = [c for c in customers.columns if c not in (
    "plan",)]
a, b, ya, yb = train_test_split(customers[features], customers["churned"], random_state=2)
# %%
LogisticRegression(max_iter=500).fit(a, ya).score(b, yb)
# %% [markdown]
# ## Picture
# %%
fig, ax = plt.subplots(figsize=(6, 3))
ax.hist(customers["tenure"], bins=30)
ax.set_xlabel("months")
plt.show()
# %%
print("customers:", len(customers))
