# %% [markdown]
# ## First

# %%
from math import floor as cut

a = cut(2.7)

# %% [markdown]
# ## Second

# %%
from math import ceil as cut

b = cut(2.1)

# %% [markdown]
# ## Third

# %%
print(a, b, cut(0.5))

# %% [markdown]
# ## Fallback

# %%
try:
    import ujson as json
except ImportError:
    import json

text = json.dumps({"a": a})

# %% [markdown]
# ## Parse

# %%
back = json.loads(text)
