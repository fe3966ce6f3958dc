# %%
# %config InteractiveShell.ast_node_interactivity = "all"
# %% [markdown]
# ## One
# %%
x = [1, 2]
x
len(x)
y = 3  # note
# %% [markdown]
# ## Two
# %%
from IPython.core.interactiveshell import InteractiveShell
InteractiveShell.ast_node_interactivity = "last_expr_or_assign"
# %%
x.append(4)
z = x + [y]  # sum
# %%
w: int = 4
# %%
a, b = 1, 2
# %%
w += 1
