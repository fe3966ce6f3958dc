# %% [markdown]
# ## Load
# %%
import pandas as pd

sales = pd.read_csv("sales.csv")
print(len(sales))
usual = sales.price.mean()

# %% [markdown]
# ## Choose
# %%
def dear(table, shop):
    """What costs more than usual in a shop."""
    return table.query("price > @usual and shop == @shop")


def relative(table):
    return table.eval("price / @usual")


# %% [markdown]
# ## Compare
# %%
print(dear(sales, "b"))
print(relative(sales))
