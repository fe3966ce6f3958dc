# %% [markdown]
# # Demand of a week, by a running mean

# %%
import numpy as np

# %%
demand = np.array([12.0, 15.0, 11.0, 18.0, 21.0, 9.0, 7.0])


# %%
class RunningMean:
    def __init__(self, width: int):
        self.width = width
        self.history = []

    def update(self, value: float) -> float:
        self.history.append(value)
        return float(np.mean(self.history[-self.width :]))


# %%
smooth = RunningMean(width=3)
smoothed = [smooth.update(value) for value in demand]
smooth.unit = "parcels"

# %%
print(smoothed[-1], smooth.unit)
