# %% tags=["parameters"]
lowest = -40.0
highest = 50.0

# %%
import pandas as pd


def within(values: pd.Series, low: float, high: float) -> pd.Series:
    """Which values are possible."""
    return values.between(low, high)


# %% [markdown]
# ## Load
# The readings, day by day.

# %%
measurements = pd.read_csv("readings.csv", parse_dates=["day"]).sort_values(["station", "day"])

# %% [markdown]
# ## Clean
# Without gaps, and without what no thermometer says.

# %%
measured = measurements.dropna(subset=["temperature"])
usable = measured[within(measured["temperature"], lowest, highest)]

# %% [markdown]
# ## Summarise
# One row for each station.

# %%
temperatures = usable.groupby("station")["temperature"]
stations = pd.DataFrame({"count": temperatures.count(), "mean": temperatures.mean(), "highest": temperatures.max()})
stations.to_csv("stations.csv")
