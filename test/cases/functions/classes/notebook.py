# %% [markdown]
# ## Define

# %%
from dataclasses import dataclass

@dataclass
class Point:
    x: float
    y: float

class Path:
    def __init__(self):
        self.points = []

    def add(self, point):
        self.points.append(point)
        return self

path = Path()

# %% [markdown]
# ## Fill

# %%
path.add(Point(0, 0)).add(Point(3, 4))

# %% [markdown]
# ## Measure

# %%
start, end = path.points
distance = ((end.x - start.x) ** 2 + (end.y - start.y) ** 2) ** 0.5
