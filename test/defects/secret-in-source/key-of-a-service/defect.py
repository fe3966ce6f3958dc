# %% [markdown]
# # Weather of the last week
# %%
import pandas as pd
import requests

city = "Graz"
# %%
api_key = "4c1f9be07a6d4e52b38c0d97f61ae285"
reply = requests.get(
    "https://api.weather.acme-data.net/v2/history", params={"q": city, "key": api_key}, timeout=10
)
# %%
days = pd.DataFrame(reply.json()["days"])
days["mean"] = (days["low"] + days["high"]) / 2
print(days.describe())
