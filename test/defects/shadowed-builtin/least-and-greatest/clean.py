# %% [markdown]
# # Maps of rainfall
# %%
import numpy as np
import matplotlib.pyplot as plt
from matplotlib.colors import Normalize
# %%
lon = np.linspace(5, 15, 60)
lat = np.linspace(47, 55, 50)
grid_lon, grid_lat = np.meshgrid(lon, lat)
rain = 600 + 90 * np.sin(grid_lon) * np.cos(grid_lat)
rain.shape
# %%
def panel(ax, values, title):
    mesh = ax.pcolormesh(lon, lat, values, shading="auto")
    ax.set_title(title)
    return mesh
# %%
fig, ax = plt.subplots()
fig.colorbar(panel(ax, rain, "mm per year"))
plt.show()
# %%
low, high = rain.min(), rain.max()
norm = Normalize(low, high)
# %%
norm(600.0)
# %%
largest = max(len(lon), len(lat))
largest
# %%
print(f"{rain.min():.0f} to {rain.max():.0f} mm")
