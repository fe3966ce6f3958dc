# %%
import numpy as np

# %%
raw = np.array([3.0, 1.0, 2.0, 8.0])

# %%
centred = raw - raw.mean()

# %%
scaled = centred / raw.std()

# %%
order = np.argsort(scaled)

# %%
ranks = np.empty_like(order)

# %%
ranks[order] = np.arange(len(order))

# %%
best = int(ranks.argmax())

# %%
print(best)
