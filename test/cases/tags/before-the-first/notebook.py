# %%
import math

# %%
radius = [1.0, 2.0]
radius.append(3.0)

# %% tags=["step:areas"]
areas = [math.pi * r ** 2 for r in radius]

# %% tags=["step:report"]
print(max(areas))
