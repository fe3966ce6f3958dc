# %% [markdown]
# ## Look
# A library that IPython calls after each cell needs to know where cells end.

# %%
import toyplot

canvas = toyplot.Canvas()
canvas.cartesian().plot([1, 4, 9])

# %%
bars = toyplot.Canvas()

bars.cartesian().bars([1, 4, 9])

# %% [markdown]
# ## Sum

# %%
total = 1 + 4

# %%
total + 9
