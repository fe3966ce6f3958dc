# %%
import matplotlib as mpl
import pandas as pd
from matplotlib.colors import ListedColormap


@pd.api.extensions.register_dataframe_accessor("sale")
class Sale:
    def __init__(self, table):
        self.table = table

    def total(self):
        return self.table.price.sum()


mpl.colormaps.register(ListedColormap(["red", "blue"], name="ours"))

# %% [markdown]
# ## Sum up
# %%
total = pd.DataFrame({"price": [1, 2]}).sale.total()

# %% [markdown]
# ## Tell
# %%
print(total, pd.DataFrame({"price": [3]}).sale.total(), mpl.colormaps["ours"](0))
