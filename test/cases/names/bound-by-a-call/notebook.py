# %% [markdown]
# ## Start

# %%
import sympy as sp

sp.init_session(quiet=True, use_latex="mathjax")  # binds x, y and others

# %% [markdown]
# ## Expand

# %%
expand((x + y) ** 2)

# %% [markdown]
# ## More than names

# %%
from sympy import init_session

init_session(auto_symbols=True)
