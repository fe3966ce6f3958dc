# %% [markdown]
# # Modules that lie elsewhere
# %%
import os
import sys

module_path = os.path.abspath(os.path.join(".."))
if module_path not in sys.path:
    sys.path.append(module_path)
# %%
for folder in ["../src", "../tools"]:
    sys.path.insert(0, folder)
# %% [markdown]
# ## Load
# %%
import pandas as pd
from tools import clean

base = os.path.abspath("..")
sys.path += [base]
numbers = clean(pd.DataFrame({"a": [1, 2]}))
# %% [markdown]
# ## Sum
# %%
print(os.path.basename(base) != "", numbers.a.sum())
