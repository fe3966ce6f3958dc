# %% [markdown]
# # Maps
# %%
%pip install -q folium==0.17.0 geopy==2.4.1
# %%
import folium
import pandas as pd
# %%
places = pd.DataFrame({"name": ["Bern", "Basel"], "lat": [46.95, 47.56], "lon": [7.45, 7.59]})
# %%
chart = folium.Map(location=[46.95, 7.45], zoom_start=8)
for place in places.itertuples():
    folium.Marker([place.lat, place.lon], tooltip=place.name).add_to(chart)
chart
