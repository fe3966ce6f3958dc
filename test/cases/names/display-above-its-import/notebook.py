# %% [markdown]
# ## Show

# %%
values = [1, 2]
display(values)

# %% [markdown]
# ## Show more

# %%
from IPython.display import display

display(values, values)
