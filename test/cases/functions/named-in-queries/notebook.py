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

# %% [markdown]
# ## Ask for each shop
# %%
shops = sorted(sales.shop.unique())
counts = {name: len(sales.query("shop == @name and price > @usual")) for name in shops}
low = sales.pipe(lambda table: table.query("price < @usual"))


def dearest(table):
    return table.groupby("shop").apply(lambda part: part.query("price > @usual").price.max())


print(counts, len(low), dearest(sales))
