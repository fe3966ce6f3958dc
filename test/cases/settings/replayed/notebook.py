# %% [markdown]
# # Plots

# %%
import os
import warnings

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

plt.style.use("ggplot")
pd.set_option("display.max_rows", 5)
warnings.filterwarnings("ignore")
os.environ["MODE"] = "fast"

# %% [markdown]
# ## Load

# %%
values = np.arange(10)

# %% [markdown]
# ## Compute

# %%
squares = values ** 2

# %% [markdown]
# ## Draw

# %%
plt.rcParams["figure.figsize"] = (8, 4)
plt.plot(values, squares)
plt.show()

# %% [markdown]
# ## Draw more

# %%
plt.hist(squares)
plt.title("Squares");
