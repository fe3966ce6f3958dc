# %% [markdown]
# ## Start

# %%
import sys

values = [1, 2, 3]
label = "none"

# %% [markdown]
# ## Maybe

# %%
if len(sys.argv) > 100:
    label = "many"
for value in values:
    if value > 2:
        found = value
try:
    ratio = 1 / len(values)
except ZeroDivisionError as error:
    ratio = None

# %% [markdown]
# ## Show

# %%
print(label, ratio, found, value)
