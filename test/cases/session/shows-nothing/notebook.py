# %% [markdown]
# # What the last line of a cell gives
#
# Some calls give nothing to be shown, depending on their arguments.
# %%
import pandas as pd
from IPython.display import HTML

df = pd.DataFrame({"a": [1, 2]})

# %% [markdown]
# ## Nothing
# %%
display(df)
# %%
display(HTML("<b>two</b>"))
# %%
df.to_csv("numbers.csv", index=False)

# %% [markdown]
# ## Something
# %%
df.to_csv(index=False)
# %%
target = None
df.to_json(target)
