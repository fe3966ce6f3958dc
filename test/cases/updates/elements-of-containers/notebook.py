# %% [markdown]
# ## Start

# %%
from collections import ChainMap, defaultdict, deque
from types import SimpleNamespace

first, second, third, fourth = [1], [2], [3], [4]
queue = deque([first])
groups = defaultdict(list, {"a": second})
layers = ChainMap({"x": third})
options = SimpleNamespace(size=2, names=fourth)
size = options.size

# %% [markdown]
# ## Change

# %%
queue[0].append(10)
groups["a"].append(20)
layers.maps[0]["x"].append(30)
options.names.append(40)

# %% [markdown]
# ## Show

# %%
print(first, second, third, fourth, size)
