# %% [markdown]
# # Precision

# %%
import decimal
import logging
from decimal import Decimal

decimal.getcontext().prec = 4
logging.getLogger("quiet").propagate = False

# %% [markdown]
# ## Divide

# %%
third = Decimal(1) / Decimal(3)
print(third)

# %% [markdown]
# ## Half as exact

# %%
context = decimal.getcontext()
context.prec = 2
print(Decimal(1) / Decimal(7))
