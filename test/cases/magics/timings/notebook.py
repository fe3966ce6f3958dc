# %%
import numpy as np
from sklearn.linear_model import LinearRegression

data = np.arange(6.0).reshape(3, 2)
model = LinearRegression()

# %% [markdown]
# ## Measure
# %%
# What is measured is done: the model is fitted afterwards.
fitting = %timeit -o -q -n1 -r 2 model.fit(data, data.sum(axis=1))
# What only is shown is left out.
%timeit -o model.predict(data)

# %% [markdown]
# ## Tell
# %%
print(fitting.loops, model.coef_.round(3))
