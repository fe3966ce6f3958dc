# %% [markdown]
# ## Draw
# %%
import pandas as pd

df = pd.DataFrame({"a": [1, 4, 9]})
# %%
df.plot()
# %%
ax = df.plot()
ax.set_title("Squares")
df
# %%
df.plot.bar();
# %%
df.hist()
# %% [markdown]
# ## All
# %%
from IPython.core.interactiveshell import InteractiveShell

InteractiveShell.ast_node_interactivity = "all"
# %%
df.plot()
df.head(1)
df.tail(1)
# %%
df.plot.barh()
