# %% tags=["pipeline-parameters"]
rows = 10

# %% tags=["imports"]
import numpy as np

# %% tags=["block:load_data", "limit:nvidia.com/gpu:1"]
data = np.arange(rows)

# %% tags=["block:double_it", "prev:load_data"]
doubled = data * 2

# %% tags=["block:square", "prev:load_data"]
squared = data ** 2

# %% tags=["block:notify", "prev:square"]
print("squares are done")

# %% tags=["block:compare", "prev:double_it", "prev:square"]
both = doubled + squared
