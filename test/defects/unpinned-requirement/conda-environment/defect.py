# %%
import numpy as np
import xarray as xr
# %%
field = xr.DataArray(np.arange(6.0).reshape(2, 3), dims=("y", "x"))
print(field.mean(dim="x"))
# %%
print(float(field.sum()))
