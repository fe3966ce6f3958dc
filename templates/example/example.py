# %% tags=["parameters"]
lowest = -40.0
highest = 50.0

# %%
import pandas as pd


def is_possible(value: float, low: float, high: float) -> bool:
    """Whether a thermometer can say so; it cannot say nothing."""
    return low <= value <= high


# %% [markdown]
# ## Load
# The readings, day by day.

# %%
measurements = pd.read_csv("readings.csv", parse_dates=["day"]).sort_values(["station", "day"])

# %% [markdown]
# ## Clean
# Without gaps, and without what no thermometer says.

# %%
is_usable = [is_possible(value, lowest, highest) for value in measurements["temperature"]]
usable = measurements.loc[is_usable]

# %% [markdown]
# ## Summarise
# One row for each station.

# %%
temperatures = usable.groupby("station")["temperature"]
stations = pd.DataFrame({"count": temperatures.count(), "mean": temperatures.mean(), "highest": temperatures.max()})
stations.to_csv("stations.csv")
