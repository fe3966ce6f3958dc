# %%
import math
RATE = 0.5
FEATURES = ["area", "rooms"]
HORIZONS = (1, 7)
GRID = {"depth": [2, 4], "rate": [0.1, 1.0]}
WEIGHTS = {"area": 1.5, "rooms": -2.0}
MIXED = [1, 2.5, "x", None, True]
SEEN = ["first"]
KINDS = {"a", "b"}
PAIRS = [("a", 1), ("b", 2)]
EMPTY = []
names = ["small", "letters"]


def scaled(values):
    return [value * FACTORS[0] for value in values]


FACTORS = [2, 3]
# %% [markdown]
# ## Load
# %%
rows = [{"area": 30.0, "rooms": 2}, {"area": 90.0, "rooms": 4}]
points = [sum(row[name] * WEIGHTS[name] for name in FEATURES) for row in rows]
SEEN.append("second")
# %% [markdown]
# ## Use
# %%
found = {horizon: scaled([point * horizon * RATE for point in points]) for horizon in HORIZONS}
told = [sorted(KINDS), PAIRS, EMPTY, SEEN, MIXED, GRID["rate"], names]
