# %%
import pandas as pd
# %%
DATA = "/content/drive/MyDrive/course/week 3"
API = "/users/ada/orders"
# %%
names = [f"{DATA}/{shop}.csv" for shop in ("north", "south")]
print(names, API)
# %%
frame = pd.DataFrame({"name": names})
frame
