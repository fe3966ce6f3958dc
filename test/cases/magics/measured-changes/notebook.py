# %%
import numpy as np
from sklearn.linear_model import LinearRegression

rng = np.random.default_rng(0)
points = rng.normal(size=(20, 2))
model = LinearRegression()
seen = []
rows = 3

# %% [markdown]
# ## Measure
# %%
# A fit stays done, however often.
%timeit -q model.fit(points, points.sum(axis=1))
# These two draw and count as often as the notebook says.
%timeit -n 2 -r 3 rng.normal(size=rows)
# This changes nothing.
%timeit points.mean()

# %%
%%timeit -n 2 -r 3 rows = 5
sample = rng.normal(size=rows)
seen.append(sample.sum())

# %%
%%timeit
total = points.sum()
total + 1

# %% [markdown]
# ## Tell
# %%
print(model.coef_.round(3), rng.normal(), len(seen), rows)
