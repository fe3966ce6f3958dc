# %% [markdown]
# # Circles

# %%
from math import pi, sqrt

# %%
radii = [1.0, 2.5, 4.0]
areas = [pi * radius**2 for radius in radii]

# %%
for radius, area in zip(radii, areas):
    print(radius, round(area, 2), round(sqrt(area), 2))
