# %% [markdown]
# # Weather of the last week
# %%
import pandas as pd
import requests

import os

city = "Graz"
# %%
api_key = os.environ["WEATHER_KEY"]
reply = requests.get(
    "https://api.weather.acme-data.net/v2/history", params={"q": city, "key": api_key}, timeout=10
)
# %%
days = pd.DataFrame(reply.json()["days"])
days["mean"] = (days["low"] + days["high"]) / 2
print(days.describe())
