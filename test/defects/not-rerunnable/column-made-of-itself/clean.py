# %% [markdown]
# # Trips of the bike scheme
# %%
import polars as pl
# %%
trips = pl.DataFrame({
    "station": ["north", "south", "north", "east", "south", "east"],
    "minutes": [12, 7, 33, 21, 5, 18],
    "member": [True, True, False, True, False, True],
})
trips
# %%
by_station = trips.group_by("station").agg(pl.col("minutes").mean()).sort("station")
by_station
# %%
hours = trips.with_columns(minutes=pl.col("minutes") / 60)
# %%
trips.select(pl.col("minutes").sum())
# %%
print(trips.height, "trips")
