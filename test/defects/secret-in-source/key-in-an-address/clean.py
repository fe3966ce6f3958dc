# %%
import pandas as pd

LATITUDE, LONGITUDE = 47.07, 15.44
# %%
forecast = pd.read_json(
    "https://forecast.acme-data.net/daily?lat=47.07&lon=15.44&appid=YOUR_KEY"
)
# %%
forecast["warm"] = forecast["high"] > 20
print(forecast["warm"].mean(), LATITUDE, LONGITUDE)
